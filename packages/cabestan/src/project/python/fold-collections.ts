import { mergedEntries } from './entries.ts'
import { fold, type Of } from './fold.ts'
import { visibleItems } from './given.ts'
import { concretes } from './join.ts'
import { entriesOf, environBetween, isEnviron } from './library/environ.ts'
import { dict, type Frame, list, type Pair, type Thing } from './thing.ts'

export function sequence(frame: Frame, { type, items }: Of<'list' | 'tuple' | 'set'>): Thing {
  const spread = items.map((each) => {
    if (each.type !== 'star') return { items: [fold(frame, each)], open: false }
    return visibleItems(fold(frame, each.value))
  })
  return list(
    spread.flatMap((part) => part.items),
    type,
    spread.some(({ open }) => open),
  )
}

export function dictionary(frame: Frame, { entries }: Of<'dict'>): Thing {
  let pairs: readonly Pair[] = []
  let open = false
  let below: readonly Pair[] | null = null
  const written: Pair[] = []
  for (const { key, value } of entries) {
    if (key) {
      written.push([fold(frame, key), fold(frame, value)])
      continue
    }
    const [only, ...others] = concretes(fold(frame, value))
    pairs = mergedEntries(pairs, written.splice(0))
    if (isEnviron(only)) {
      below = mergedEntries([...(below ?? []), ...pairs], entriesOf(only, 'below'))
      pairs = entriesOf(only, 'above')
      continue
    }
    const known = only?.type === 'dict' && others.length === 0
    open ||= !known || only.open
    if (known) pairs = mergedEntries(pairs, only.entries)
  }
  const all = mergedEntries(pairs, written)
  return below === null ? dict(all, open) : environBetween(below, all)
}
