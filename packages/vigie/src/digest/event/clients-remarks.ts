import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import type { Reading } from '../reading/reading.ts'

/** `_meta` has the shape of the event; what is said of a value stands under the empty key. */
export function noteClientsRemarks(meta: Json | undefined, reading: Reading): void {
  if (isObject(meta)) visit(meta, [], { reading, left: bounds.nodes })
}

/**
 * How much the scrubber left out to stay within bounds, by kind. It notes that at the top of a payload, as numbers
 * only.
 */
export function noteCuts(cut: Json | undefined, reading: Reading): void {
  if (!isObject(cut)) return
  for (const kind of ['frames', 'breadcrumbs', 'entries', 'levels', 'texts'] as const)
    if (typeof cut[kind] === 'number') reading.note('shortened', kind)
}

interface Visit {
  readonly reading: Reading
  left: number
}

function visit(node: JsonObject, path: readonly string[], state: Visit): void {
  if (path.length > bounds.depth) return
  for (const key in node) {
    state.left -= 1
    if (state.left < 0) return
    const child = node[key]
    if (key === '') state.reading.note('client', path.join('.').slice(0, bounds.short))
    else if (isObject(child)) visit(child, [...path, state.reading.text(key, '_meta') ?? ''], state)
  }
}
