import * as z from 'zod'
import { Event } from './events.ts'
import { Facts, ServiceState } from './facts.ts'
import { Failure } from './failures.ts'
import { AppName, EnvironmentName, UserName } from './names.ts'
import { Plan, PlannedChange } from './plans.ts'
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
  by: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  outcome: z.enum(['running', 'done', 'failed', 'interrupted']),
  changed: z.number().int(),
  failure: Failure.optional(),
})
export type RunSummary = z.infer<typeof RunSummary>

export const Status = z.strictObject({
  facts: Facts,
  services: z.array(ServiceState),
  owners: z.array(Owner),
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
      by: z.string().max(200),
      /** What to do while another run holds the lock. */
      whenBusy: z.enum(['wait', 'refuse']),
    }),
    result: RunSummary,
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
