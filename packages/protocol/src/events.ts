import * as z from 'zod'
import { Failure } from './failures.ts'

/**
 * Everything that happens, while it happens. The terminal, `--json`, the journal on the server and later the
 * dashboard all draw from the same events.
 */
const at = z.number()

export const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run-started'),
    at,
    run: z.string(),
    app: z.string(),
    environment: z.string(),
    by: z.string(),
    steps: z.number().int(),
  }),
  z.strictObject({
    type: z.literal('step-started'),
    at,
    id: z.string(),
    index: z.number().int(),
    total: z.number().int(),
  }),
  /** A piece of a command's output, by lines. */
  z.strictObject({ type: z.literal('output'), at, id: z.string(), line: z.string() }),
  /** Something else must end first; said again only when it changes. */
  z.strictObject({
    type: z.literal('waiting'),
    at,
    id: z.string(),
    what: z.enum(['package-lock', 'run-lock']),
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
  /** The command line must now prove, over a fresh connection as `login`, that it still gets in. */
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
