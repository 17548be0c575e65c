import * as z from 'zod'
import { Failure } from './failures.ts'
import { Commit, ReleaseStage, Verdict } from './releases.ts'

/**
 * Everything that happens, while it happens. The terminal, `--json`, the journal on the server and later the
 * dashboard all draw from the same events.
 */
const at = z.number()

/** What is worth telling while a release is made. The sentence for each code stands in the catalogue. */
export const noticeCodes = [
  'live-already',
  'source.sent',
  'venv.reused',
  'venv.made',
  'venv.python',
  'venv.pip',
  'check.warning',
  'check.known',
  'check.later',
  'compress.later',
  'check.without-https',
  'static.collected',
  'static.sources',
  'migrations.none',
  'migrations.pending',
  'migrations.unknown',
  'migrations.warning',
  'migrations.unmade',
  'migrations.ahead',
  'migrations.made',
  'migrations.waiting',
  'migration.applied',
  'migration.reversed',
  'snapshot.none',
  'snapshot.made',
  'snapshot.left',
  'snapshot.restored',
  'database.seeded',
  'uploads.copied',
  'fixtures.loaded',
  'cache-tables.made',
  'probe.waiting',
  'probe.answered',
  'switched',
  'switched-back',
  'watched',
  'drained',
  'drain.cut',
  'process.started',
  'process.restarted',
  'process.killed',
  'process.fallen',
  'process.scaled',
  'maintenance.on',
  'maintenance.off',
  'maintenance.stays',
  'pruned',
  'prune.kept-for-disk',
  'prune.cache',
  'hook.done',
  'hook.failed',
  'former.unhealthy',
  'former.silent',
  'left-over.removed',
] as const
export const NoticeCode = z.enum(noticeCodes)
export type NoticeCode = z.infer<typeof NoticeCode>

/** What a run was asked to do. */
export const RunTask = z.enum(['deploy', 'rollback', 'restart', 'scale'])
export type RunTask = z.infer<typeof RunTask>

export const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run-started'),
    at,
    run: z.string(),
    app: z.string(),
    environment: z.string(),
    by: z.string(),
    steps: z.number().int(),
    /** Missing in what an older engine reported. */
    task: RunTask.optional(),
  }),
  z.strictObject({
    type: z.literal('step-started'),
    at,
    id: z.string(),
    index: z.number().int(),
    total: z.number().int(),
  }),
  /** Some lines of a command's output. */
  z.strictObject({ type: z.literal('output'), at, id: z.string(), line: z.string() }),
  /** The run waits for something else to end. It is reported again only when what it waits for changes. */
  z.strictObject({
    type: z.literal('waiting'),
    at,
    id: z.string(),
    what: z.enum(['package-lock', 'run-lock', 'venv-ahead']),
    holder: z.string(),
  }),
  z.strictObject({
    type: z.literal('step-done'),
    at,
    id: z.string(),
    outcome: z.enum(['unchanged', 'changed', 'removed']),
    milliseconds: z.number(),
  }),
  z.strictObject({ type: z.literal('step-failed'), at, id: z.string(), failure: Failure }),
  z.strictObject({
    type: z.literal('service-settled'),
    at,
    service: z.string(),
    action: z.enum(['reload', 'restart', 'start']),
  }),
  /** The command line must now prove, over a fresh connection as `login`, that the owner can still log in. */
  z.strictObject({
    type: z.literal('guard-armed'),
    at,
    token: z.string(),
    login: z.string(),
    seconds: z.number(),
  }),
  z.strictObject({ type: z.literal('guard-disarmed'), at }),
  z.strictObject({ type: z.literal('guard-restored'), at }),
  z.strictObject({
    type: z.literal('release-started'),
    at,
    number: z.number().int(),
    commit: Commit,
    stages: z.array(ReleaseStage),
  }),
  z.strictObject({ type: z.literal('stage-started'), at, stage: ReleaseStage }),
  z.strictObject({
    type: z.literal('stage-done'),
    at,
    stage: ReleaseStage,
    /** There was nothing to do in this stage. */
    skipped: z.boolean(),
    milliseconds: z.number(),
  }),
  z.strictObject({ type: z.literal('stage-failed'), at, stage: ReleaseStage, failure: Failure }),
  /** What the stage had done was undone. */
  z.strictObject({ type: z.literal('stage-undone'), at, stage: ReleaseStage }),
  z.strictObject({
    type: z.literal('notice'),
    at,
    stage: ReleaseStage.nullable(),
    code: NoticeCode,
    values: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    type: z.literal('release-finished'),
    at,
    number: z.number().int(),
    verdict: Verdict,
    requests: z.number().int(),
    lost: z.number().int(),
    milliseconds: z.number(),
  }),
  /** A line that one of the application's processes wrote. */
  z.strictObject({ type: z.literal('log'), at, process: z.string(), line: z.string() }),
  z.strictObject({
    type: z.literal('run-finished'),
    at,
    run: z.string(),
    outcome: z.enum(['done', 'failed']),
    changed: z.number().int(),
    milliseconds: z.number(),
    failure: Failure.optional(),
  }),
])
export type Event = z.infer<typeof Event>
export type EventType = Event['type']
export type EventOf<T extends EventType> = Extract<Event, { type: T }>

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never
/** An event as its maker writes it; the emitter adds the time. */
export type NewEvent = WithoutTime<Event>
