import type { Event } from '@cabestan/protocol/events'
import type { Host } from './host/host.ts'

/** Whoever asked the engine: of which machine, and who is told what happens meanwhile. */
export interface Caller {
  readonly host: Host
  readonly onEvent: (event: Event) => void
}
