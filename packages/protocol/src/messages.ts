import * as z from 'zod'
import { ApplicationState } from './applications.ts'
import { Description, Owner, PlanRequest } from './descriptions.ts'
import { Event } from './events.ts'
import { Facts } from './facts.ts'
import { Failure } from './failures.ts'
import { EnvironmentKey, EnvironmentValue, FileName, ProgramName } from './names.ts'
import { ReleaseOrder } from './orders.ts'
import { Plan, RemovalPlan, RemovalScope, RollbackPlan } from './plans.ts'
import { RunSummary } from './runs.ts'
import { Status } from './status.ts'

/** The versions of the protocol that this build speaks, best first. */
export const protocolVersions = [1] as const

/** The engine's first line, before anything is asked. */
export const EngineHello = z.strictObject({
  cabestan: z.literal('engine'),
  versions: z.array(z.number().int()).min(1).max(20),
  engine: z.string(),
  runtime: z.string(),
})
export type EngineHello = z.infer<typeof EngineHello>

const Nothing = z.strictObject({})

/** Names what is sent ahead of a release; the command line makes it at random. */
export const UploadId = z.string().regex(/^[0-9a-f]{16,64}$/)

/** Who asks, for the journal and the lock. */
const by = z.string().max(200)

/** The same, with what to do while another run holds the lock. */
const asked = { by, whenBusy: z.enum(['wait', 'refuse']) }

/** The label under which Django knows an application of a project. */
const ApplicationLabel = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)

export const MadeMigration = z.strictObject({
  label: ApplicationLabel,
  /** A path that is also used on the person's own computer. */
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
  plan: { params: PlanRequest, result: Plan },
  /**
   * Which run holds the server, so that a deploy that would be refused is refused before its owner is asked to agree.
   */
  turn: {
    params: Nothing,
    result: z.strictObject({ holder: z.strictObject({ by: z.string(), run: z.string() }).nullable() }),
  },
  /** Starts the run in a unit of its own and reports its events until it ends. */
  deploy: {
    params: z.strictObject({
      description: Description,
      ...asked,
      /** If left out, only the server is changed. */
      release: ReleaseOrder.optional(),
      /** The upload that belongs to the release. */
      upload: UploadId.optional(),
      /** Makes the release even if the same one was made while this run waited for another. */
      again: z.boolean().optional(),
    }),
    result: RunSummary,
  },
  application: { params: z.strictObject({ owner: Owner }), result: ApplicationState },
  /**
   * The order of the live release; null before the first one, and where an older Cabestan wrote it in another form.
   */
  liveOrder: {
    params: z.strictObject({ owner: Owner }),
    result: z.strictObject({ order: ReleaseOrder.nullable() }),
  },
  /** A piece of a file that a release will need. Each piece begins where the one before ended. */
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
      /** What to do about migrations that the former release cannot live with. */
      database: z.enum(['keep', 'reverse', 'restore']),
      ...asked,
    }),
    result: RunSummary,
  },
  /** Restarts all processes where none is named. The web process changes its colour, so that no request is lost. */
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
    params: z.strictObject({ owner: Owner, on: z.boolean(), by }),
    result: z.strictObject({ on: z.boolean() }),
  },
  /** Names of variables and where each comes from; the values stay on the server. */
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
          /** What changes only with the next release; null where the live release has the value as it is. */
          pending: z.enum(['set', 'unset']).nullable(),
        }),
      ),
    }),
  },
  /** Lines come as events of their own, oldest first; with `follow`, until the connection ends. */
  logs: {
    params: z.strictObject({
      owner: Owner,
      processes: z.array(z.string().max(100)).max(100),
      lines: z.number().int().min(0).max(100_000),
      /** Only lines from this time on, by the server's clock. */
      since: z.number().nullable(),
      grep: z.string().max(1000).nullable(),
      follow: z.boolean(),
    }),
    result: Nothing,
  },
  /** Migrations of these applications that were made on the server and are not in git yet. */
  madeMigrations: {
    params: z.strictObject({ owner: Owner, labels: z.array(ApplicationLabel).max(200) }),
    result: z.strictObject({ files: z.array(MadeMigration).max(2000) }),
  },
  /**
   * Contents of the live commit, or of the last one that was tried: by them its project can be told from another one.
   */
  writtenThere: {
    params: z.strictObject({ owner: Owner }),
    result: z.strictObject({ objects: z.array(z.string()) }),
  },
  /** Joins the run that is under way, or repeats the last one. */
  follow: { params: z.strictObject({ run: z.string().optional() }), result: RunSummary },
  disarm: { params: z.strictObject({ token: z.string() }), result: Nothing },
  status: { params: Nothing, result: Status },
  removal: { params: RemovalScope, result: RemovalPlan },
  remove: { params: z.strictObject({ scope: RemovalScope, by }), result: RemovalPlan },
  /** Text files for a bug report, with secrets masked. */
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
