import type { Event } from '@cabestan/protocol/events'
import type { Host } from './host/host.ts'
import type { Sight } from './settled.ts'

/** Who asked the engine: about which machine, and to whom it reports while it works. */
export interface Caller {
  readonly host: Host
  readonly onEvent: (event: Event) => void
}

/** A caller on a connection that stays open, so that later questions can refer to earlier ones. */
export interface ConnectedCaller extends Caller {
  readonly sight: Sight
}
