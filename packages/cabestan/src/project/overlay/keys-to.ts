import { textOf } from '../python/access.ts'
import { treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'

/** The keys that lead through dicts to a path of the tree: `['default', 'PATH']`; null where there are none. */
export function keysTo(value: Value | undefined, path: string, depth = 0): readonly string[] | null {
  if (value?.type === 'text') return leadsTo(value.text, path) ? [] : null
  if (value?.type !== 'dict' || depth > deepest) return null
  for (const [key, inside] of value.entries) {
    const name = textOf(key)
    const rest = name === null ? null : keysTo(inside, path, depth + 1)
    if (name !== null && rest !== null) return [name, ...rest]
  }
  return null
}

const deepest = 6

const leadsTo = (text: string, path: string): boolean =>
  treePathOf(text) === path || text.replace(/^(\.\/)+/, '').replace(/\/+$/, '') === path
