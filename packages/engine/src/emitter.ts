import type { Event, NewEvent } from '@cabestan/protocol/events'
import { masked } from '@cabestan/protocol/masking'
import type { Clock } from './host/host.ts'

export type Emit = (event: NewEvent) => void

/**
 * Adds the time to each event and hands it to the sink. Output of programs is kept and shown, so secrets are masked
 * here.
 */
export function emitter(clock: Clock, sink: (event: Event) => void): Emit {
  return (event) => sink({ ...withoutSecrets(event), at: clock.now() } as Event)
}

function withoutSecrets(event: NewEvent): NewEvent {
  if (event.type === 'output') return { ...event, line: masked(event.line) }
  if (event.type !== 'notice') return event
  const values = Object.entries(event.values).map(([name, value]) => [name, masked(value)])
  return { ...event, values: Object.fromEntries(values) }
}
