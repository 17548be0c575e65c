import type { Json } from '../../contract/json.ts'
import type { Reading } from '../reading/reading.ts'
import { isEmpty } from '../reading/shapes.ts'
import { timeOf } from '../reading/times.ts'

export interface Context {
  readonly id: string
  readonly receivedAt: number
  /** When it was sent, by the client's clock. */
  readonly sentAt: number | null
}

export interface Clock {
  readonly happenedAt: number
  /** The correction that is added to every time of the event. */
  readonly shift: number
}

const minute = 60_000
const day = 24 * 60 * minute
/** The same as in Relay: a smaller difference may be the journey, or an event that waited on a phone. */
const drift = 55 * minute

export function readClock(timestamp: Json | undefined, context: Context, reading: Reading): Clock {
  const { receivedAt } = context
  const said = timeOf(timestamp)
  if (said === null) {
    if (!isEmpty(timestamp)) reading.note('unreadable', 'timestamp')
    return { happenedAt: receivedAt, shift: 0 }
  }
  const shift = shiftOf(context)
  if (isWithinReason(said + shift, receivedAt)) {
    if (shift !== 0) reading.note('clock', 'timestamp')
    return { happenedAt: said + shift, shift }
  }
  reading.note('time', 'timestamp')
  return { happenedAt: receivedAt, shift: receivedAt - said }
}

function shiftOf({ receivedAt, sentAt }: Context): number {
  if (sentAt === null) return 0
  const away = receivedAt - sentAt
  return Math.abs(away) >= drift ? away : 0
}

/**
 * Nothing can happen after it was received, and a time more than a month ago says more about the clock than about the
 * error.
 */
function isWithinReason(at: number, receivedAt: number): boolean {
  return at <= receivedAt + minute && at >= receivedAt - 30 * day
}
