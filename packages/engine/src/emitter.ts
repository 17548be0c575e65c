import type { Event, NewEvent } from '@cabestan/protocol/events'
import type { Clock } from './host/host.ts'

export type Emit = (event: NewEvent) => void

/** Adds the time to each event and hands it to its sink. */
export function emitter(clock: Clock, sink: (event: Event) => void): Emit {
  return (event) => sink({ ...event, at: clock.now() } as Event)
}
