import { createHash } from 'node:crypto'
import type { VenvOrder } from '@cabestan/protocol/orders'
import type { Python } from './pythons.ts'

/**
 * The name of a venv: what it is made of, and on which Python it stands. A Python that moves or changes its
 * version has another venv, because its packages were built for it and its links point there.
 */
export function venvKey(order: VenvOrder, { version, executable }: Python): string {
  const made = JSON.stringify([layout, sorted(order), version, executable])
  return createHash('sha256').update(made).digest('hex').slice(0, 32)
}

/** Raise this number when venvs are made in another way, so that older ones are not used again. */
const layout = 2

/** Independent of the order of keys, because the order travels as JSON. */
function sorted(order: VenvOrder): unknown {
  return Object.entries(order).toSorted(([one], [other]) => (one < other ? -1 : 1))
}
