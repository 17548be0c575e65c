import * as z from 'zod'
import { Event, RunTask } from './events.ts'
import { Facts, ServiceState } from './facts.ts'
import { Failure } from './failures.ts'
import {
  AppName,
  CommitId,
  EnvironmentKey,
  EnvironmentName,
  EnvironmentValue,
  FileName,
  ProgramName,
  UserName,
} from './names.ts'
import { Plan, PlannedChange } from './plans.ts'
import { AppliedMigration, ReleaseOrder, ReleaseRecord } from './releases.ts'
import { Step } from './steps.ts'

/** Versions of the protocol that this build speaks, best first. */
export const protocolVersions = [1] as const

/** First line of the engine, before anything is asked. */
export const EngineHello = z.strictObject({
  cabestan: z.literal('engine'),
  versions: z.array(z.number().int()).min(1).max(20),
  engine: z.string(),
  runtime: z.string(),
})
export type EngineHello = z.infer<typeof EngineHello>

/** Whose description this is: claims of others on the same server are kept apart by it. */
export const Owner = z.strictObject({ app: AppName, environment: EnvironmentName })
export type Owner = z.infer<typeof Owner>

export const Description = z.strictObject({
  owner: Owner,
  /** Who must still get in when all is done; the guard proves it. */
  login: UserName,
  steps: z.array(Step).max(2000),
})
export type Description = z.infer<typeof Description>

export const RunSummary = z.strictObject({
  run: z.string(),
  owner: Owner,
  task: RunTask,
  by: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  outcome: z.enum(['running', 'done', 'failed', 'interrupted']),
  changed: z.number().int(),
  failure: Failure.optional(),
  /** What became of its release, where it had one. */
  release: ReleaseRecord.optional(),
  /** The release that serves now. */
  live: z.number().int().nullable().optional(),
})
export type RunSummary = z.infer<typeof RunSummary>

/** One of the application's processes, as supervisor sees it. */
export const ProcessState = z.strictObject({
  name: z.string(),
  program: z.string(),
  /** RUNNING, STOPPED, EXITED, FATAL, …; NONE where it is scaled to nothing. */
  state: z.string(),
  detail: z.string(),
  /** Of the release that it runs, where that can be told. */
  release: z.number().int().nullable(),
  /** How often it was started again since somebody meant it to start. An older engine does not say. */
  fallen: z.number().int().nonnegative().optional(),
})
export type ProcessState = z.infer<typeof ProcessState>

export const QueueState = z.strictObject({
  /** The one that takes from it; of several, the first. */
  process: z.string(),
  /** Null: what it takes from is no Redis, or is not known. */
  name: z.string().nullable(),
  /** How many jobs nobody has taken yet; null: nobody could be asked. */
  waiting: z.number().int().nonnegative().nullable(),
})
export type QueueState = z.infer<typeof QueueState>

/** An application as it stands on a server; what a release of it may depend on. */
export const ApplicationState = z.strictObject({
  /** A server that has never seen it has nothing of all this. */
  live: ReleaseRecord.nullable(),
  colour: z.enum(['blue', 'green']).nullable(),
  releases: z.array(ReleaseRecord),
  /** Names in the application's own environment file. */
  keys: z.array(z.string()),
  /** Those of them that were set or unset since the live release was made. */
  pendingKeys: z.array(z.string()),
  /** Somebody changed files of the live release on the server. */
  changed: z.boolean(),
  /** Of what the live release was made of: equal marks, equal releases. */
  mark: z.string().nullable(),
  /** Commits whose files the server has. */
  commits: z.array(CommitId),
  /** Contents of git-lfs that it has. */
  largeObjects: z.array(z.string()),
  /** Series of Python that are installed, the distribution's own first: `3.11`. */
  pythons: z.array(z.string()),
  /** What `scale` was told, by process. */
  scale: z.record(z.string(), z.number().int()),
  maintenance: z.boolean(),
  processes: z.array(ProcessState),
  queues: z.array(QueueState),
  probe: z.strictObject({ status: z.number().int().nullable(), milliseconds: z.number() }).nullable(),
  databaseBytes: z.number().nullable(),
  /** What is in the way of an application of this name that was never here. */
  inTheWay: z.array(
    z.strictObject({
      what: z.enum(['user', 'directory', 'site', 'port', 'firewall', 'default-file', 'default-server']),
      name: z.string(),
      holder: z.string(),
    }),
  ),
  /** What visitors may call other sites of the server. */
  namesOfOthers: z.array(z.strictObject({ name: z.string(), site: z.string() })),
  deployKey: z.string().nullable(),
})
export type ApplicationState = z.infer<typeof ApplicationState>

/** What going back to a release would mean for the database. */
export const RollbackPlan = z.strictObject({
  from: ReleaseRecord.nullable(),
  to: ReleaseRecord,
  /** Applied since, newest first. */
  migrations: z.array(AppliedMigration),
  snapshot: z.string().nullable(),
})
export type RollbackPlan = z.infer<typeof RollbackPlan>

export const Status = z.strictObject({
  facts: Facts,
  services: z.array(ServiceState),
  owners: z.array(Owner),
  applications: z.array(z.strictObject({ owner: Owner, state: ApplicationState })),
  drift: z.array(PlannedChange),
  runs: z.array(RunSummary),
})
export type Status = z.infer<typeof Status>

export const RemovalScope = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('application'), owner: Owner, data: z.boolean() }),
  z.strictObject({ what: z.literal('cabestan') }),
])
export type RemovalScope = z.infer<typeof RemovalScope>

export const RemovalPlan = z.strictObject({
  /** Step ids or paths that go, and those that stay. */
  goes: z.array(z.string()),
  stays: z.array(z.string()),
})
export type RemovalPlan = z.infer<typeof RemovalPlan>

const Nothing = z.strictObject({})

/** Of what is sent ahead of a release; made by the command line at random. */
export const UploadId = z.string().regex(/^[0-9a-f]{16,64}$/)

/** Who asks, and what to do while another run holds the lock. */
const asked = { by: z.string().max(200), whenBusy: z.enum(['wait', 'refuse']) }

/** As Django knows an application of a project. */
const ApplicationLabel = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)

export const MadeMigration = z.strictObject({
  label: ApplicationLabel,
  /** Becomes a path on the person's own computer. */
  file: z.string().regex(/^[A-Za-z0-9_]{1,150}\.py$/),
  text: z.string().max(1_000_000),
})
export type MadeMigration = z.infer<typeof MadeMigration>

/** Each question with the shape of its answer. Both sides take their types from here. */
export const methods = {
  hello: {
    params: z.strictObject({ version: z.number().int(), now: z.number() }),
    result: z.strictObject({ clockOffsetSeconds: z.number() }),
  },
  facts: { params: Nothing, result: Facts },
  plan: { params: Description, result: Plan },
  /** Starts the run in a unit of its own and reports its events until it ends. */
  deploy: {
    params: z.strictObject({
      description: Description,
      ...asked,
      /** Left out: the server alone. */
      release: ReleaseOrder.optional(),
      /** What was sent for it. */
      upload: UploadId.optional(),
    }),
    result: RunSummary,
  },
  application: { params: z.strictObject({ owner: Owner }), result: ApplicationState },
  /** A piece of a file that a release will need, in order: each begins where the one before ended. */
  upload: {
    params: z.strictObject({
      upload: UploadId,
      file: FileName,
      offset: z.number().int().nonnegative(),
      data: z.base64().max(4_000_000),
    }),
    result: Nothing,
  },
  rollbackPlan: {
    params: z.strictObject({ owner: Owner, to: z.number().int().optional() }),
    result: RollbackPlan,
  },
  rollback: {
    params: z.strictObject({
      owner: Owner,
      to: z.number().int(),
      /** What becomes of migrations that the former release cannot live with. */
      database: z.enum(['keep', 'reverse', 'restore']),
      ...asked,
    }),
    result: RunSummary,
  },
  /** All of them where none is named. The web process changes its colour, so that no request is lost. */
  restart: {
    params: z.strictObject({ owner: Owner, processes: z.array(ProgramName), ...asked }),
    result: RunSummary,
  },
  scale: {
    params: z.strictObject({
      owner: Owner,
      process: ProgramName,
      count: z.number().int().min(0).max(200),
      ...asked,
    }),
    result: RunSummary,
  },
  maintenance: {
    params: z.strictObject({ owner: Owner, on: z.boolean() }),
    result: z.strictObject({ on: z.boolean() }),
  },
  /** Names and where each comes from; values stay on the server. */
  environment: {
    params: z.strictObject({
      owner: Owner,
      set: z.record(EnvironmentKey, EnvironmentValue),
      unset: z.array(EnvironmentKey),
    }),
    result: z.strictObject({
      keys: z.array(
        z.strictObject({
          key: z.string(),
          from: z.enum(['owner', 'server', 'release']),
          /** What becomes of it only with the next release; null: the live one has it as it is. */
          pending: z.enum(['set', 'unset']).nullable(),
        }),
      ),
    }),
  },
  /** Lines come as events of their own, oldest first; with `follow` until the connection ends. */
  logs: {
    params: z.strictObject({
      owner: Owner,
      processes: z.array(z.string().max(100)).max(100),
      lines: z.number().int().min(0).max(100_000),
      /** Not older than this, by the server's clock. */
      since: z.number().nullable(),
      grep: z.string().max(1000).nullable(),
      follow: z.boolean(),
    }),
    result: Nothing,
  },
  /** Migrations that were made on the server and that git does not have yet, of these applications. */
  madeMigrations: {
    params: z.strictObject({ owner: Owner, labels: z.array(ApplicationLabel).max(200) }),
    result: z.strictObject({ files: z.array(MadeMigration).max(2000) }),
  },
  /** Of the commit that is live, or was tried last where none is: contents by which its project can be told from another. */
  writtenThere: {
    params: z.strictObject({ owner: Owner }),
    result: z.strictObject({ objects: z.array(z.string()) }),
  },
  /** Joins the run that is under way, or repeats the last one. */
  follow: { params: z.strictObject({ run: z.string().optional() }), result: RunSummary },
  disarm: { params: z.strictObject({ token: z.string() }), result: Nothing },
  status: { params: Nothing, result: Status },
  removal: { params: RemovalScope, result: RemovalPlan },
  remove: { params: RemovalScope, result: RemovalPlan },
  /** Text files for a bug report, secrets masked. */
  diagnose: { params: Nothing, result: z.strictObject({ files: z.record(z.string(), z.string()) }) },
} as const

export type Method = keyof typeof methods
export type Params<M extends Method> = z.input<(typeof methods)[M]['params']>
export type ParsedParams<M extends Method> = z.output<(typeof methods)[M]['params']>
export type Result<M extends Method> = z.output<(typeof methods)[M]['result']>

export const methodNames = Object.keys(methods) as [Method, ...Method[]]

export const Request = z.strictObject({
  id: z.number().int().nonnegative(),
  method: z.enum(methodNames),
  params: z.unknown(),
})
export type Request = z.infer<typeof Request>

export const Reply = z.union([
  z.strictObject({ id: z.number().int(), event: Event }),
  z.strictObject({ id: z.number().int(), result: z.unknown() }),
  z.strictObject({ id: z.number().int(), failure: Failure }),
])
export type Reply = z.infer<typeof Reply>
