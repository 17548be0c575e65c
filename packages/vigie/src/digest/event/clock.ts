import type { Json } from '../../contract/json.ts'
import type { Reading } from '../reading/reading.ts'
import { isEmpty } from '../reading/shapes.ts'
import { timeOf } from '../reading/times.ts'

export interface Context {
  readonly id: string
  readonly receivedAt: number
  /** By the client's clock. */
  readonly sentAt: number | null
}

export interface Clock {
  readonly happenedAt: number
  /** What is added to every time of the event. */
  readonly shift: number
}

const minute = 60_000
const day = 24 * 60 * minute
/** As Relay has it: less may be the journey, or an event that waited on a telephone. */
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

/** Nothing happens after it was received; and what is older than a month says more about a clock than about an error. */
function isWithinReason(at: number, receivedAt: number): boolean {
  return at <= receivedAt + minute && at >= receivedAt - 30 * day
}
