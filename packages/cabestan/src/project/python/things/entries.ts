import { equal } from './compare.ts'
import { concretes } from './join.ts'
import type { Pair, Thing } from './thing.ts'
import { isUngiven } from './truth.ts'

/** Makes plain things comparable: `True` equals 1. Null for those that have to be looked into. */
export function plainKey(thing: Thing): string | null {
  switch (thing.type) {
    case 'text':
      return `'${thing.text}`
    case 'number':
      return String(thing.number)
    case 'boolean':
      return thing.boolean ? '1' : '0'
    case 'none':
      return 'None'
    default:
      return null
  }
}

export function surelyEqual(a: Thing, b: Thing): boolean {
  if (a.type === 'text' && b.type === 'text') return a.text === b.text
  const [x, y] = [plainKey(a), plainKey(b)]
  if (x !== null && y !== null) return x === y
  const others = concretes(b)
  return others.length > 0 && concretes(a).every((one) => others.every((other) => equal(one, other) === true))
}

/** Entries in the order of their first assignment, with the values of their last. */
export function mergedEntries(before: readonly Pair[], after: readonly Pair[]): readonly Pair[] {
  const entries = [...before]
  const find = after.length > 3 ? indexed(entries) : (key: Thing) => search(entries, key)
  for (const pair of after) {
    // Parts of a URL that nobody has given replace nothing.
    if (before.length > 0 && isUngiven(pair[1])) continue
    const at = find(pair[0])
    if (at === -1) entries.push(pair)
    else entries[at] = [entries[at]?.[0] ?? pair[0], pair[1]]
  }
  return entries
}

/** Each once, in the order of first occurrence. */
export function distinct(items: readonly Thing[]): readonly Thing[] {
  const pairs = items.map((item): Pair => [item, item])
  return mergedEntries([], pairs).map(([item]) => item)
}

function search(entries: readonly Pair[], key: Thing): number {
  return entries.findIndex(([name]) => surelyEqual(name, key))
}

const mostUnplain = 100

/** Finds a key, and assumes from then on that it exists. */
function indexed(entries: readonly Pair[]): (key: Thing) => number {
  const places = new Map<string, number>()
  const others: number[] = []
  const remember = (key: Thing, at: number) => {
    const plain = plainKey(key)
    if (plain === null) others.push(at)
    else places.set(plain, at)
  }
  for (const [at, [key]] of entries.entries()) remember(key, at)
  return (key) => {
    const plain = plainKey(key)
    const other = () =>
      others.slice(0, mostUnplain).find((at) => surelyEqual(entries[at]?.[0] ?? key, key)) ?? -1
    const found = plain === null ? other() : (places.get(plain) ?? -1)
    if (found === -1) remember(key, entries.length)
    return found
  }
}
