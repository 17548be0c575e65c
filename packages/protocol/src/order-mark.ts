import { createHash } from 'node:crypto'
import type { ApplicationState } from './applications.ts'
import type { ReleaseOrder } from './orders.ts'

/**
 * Two orders with the same mark make the same release. How it was asked for (`ref`, what is allowed) is not part of
 * it.
 */
export function orderMark(order: ReleaseOrder): string {
  const { ref: _, database, needed: __, ...rest } = order
  const { allowUnsafe: ___, maintenance: ____, fixtures: _____, ...lasting } = database
  return createHash('sha256')
    .update(JSON.stringify(sorted({ ...rest, database: lasting })))
    .digest('hex')
}

type Live = Pick<ApplicationState, 'live' | 'mark' | 'pendingKeys' | 'changed' | 'lostPython'>

/**
 * The order would make what is live. One that was cut off behind its switch serves, but its former one and its workers
 * were not seen to yet; what somebody changed there by hand is in no commit.
 */
export function isLiveAlready(order: ReleaseOrder, state: Live): boolean {
  const { live, mark, pendingKeys, changed, lostPython } = state
  const isWhole = live?.verdict !== 'unfinished' && pendingKeys.length === 0 && !changed
  return isWhole && lostPython === null && orderMark(order) === mark
}

/** Sorts the keys, whoever wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]),
  )
}
