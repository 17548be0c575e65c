import type { Event } from '@cabestan/protocol/events'
import type { Host } from './host/host.ts'
import type { Sight } from './settled.ts'

/** Whoever asked the engine: of which machine, and who is told what happens meanwhile. */
export interface Caller {
  readonly host: Host
  readonly onEvent: (event: Event) => void
}

/** One who may ask on, over a connection that remembers. */
export interface ConnectedCaller extends Caller {
  readonly sight: Sight
}
