import { learnComparison } from '../machine/environment.ts'
import { spend } from '../machine/machine.ts'
import type { ComparisonOperator } from '../parse/syntax.ts'
import { plainKey } from './entries.ts'
import { concretes, eachPair, thingOf } from './join.ts'
import { contains as kindContains } from './kinds.ts'
import type { Frame } from './thing.ts'
import { boolean, type Concrete, type ListContent, made, type Thing } from './thing.ts'
import { truth } from './truth.ts'

/** Where a comparison stands: `in` may read the environment. */
export interface Site {
  readonly frame: Frame
  readonly line: number
  readonly literal: boolean
}

export function compare(
  site: Site,
  operator: ComparisonOperator,
  [left, right]: readonly [Thing, Thing],
): Thing {
  learn(left, right)
  const result = (a: Concrete, b: Concrete) => compared(site, operator, [a, b])
  return made(eachPair(left, right, result), left, right)
}

function learn(left: Thing, right: Thing): void {
  const items = (thing: Thing) =>
    concretes(thing).flatMap((each) =>
      each.type === 'list' ? each.items : each.type === 'dict' ? each.entries.map(([key]) => key) : [each],
    )
  if (left.via) learnComparison(left, items(right))
  if (right.via && left.type === 'text' && !left.via) learnComparison(right, [left])
}

function compared(site: Site, operator: ComparisonOperator, [a, b]: readonly [Concrete, Concrete]): Thing {
  switch (operator) {
    case '==':
      return boolean(equal(a, b))
    case '!=':
      return boolean(opposite(equal(a, b)))
    case 'is':
      return boolean(identical(a, b))
    case 'is not':
      return boolean(opposite(identical(a, b)))
    case 'in':
      return contains(site, a, b)
    case 'not in':
      return negated(contains(site, a, b))
    default:
      return boolean(ordered(operator, a, b))
  }
}

export function negated(thing: Thing): Thing {
  return made(boolean(opposite(truth(thing))), thing)
}

function opposite(known: boolean | null): boolean | null {
  return known === null ? null : !known
}

/** Null where it cannot be known. */
export function equal(a: Concrete, b: Concrete): boolean | null {
  if (isArgument(a) || isArgument(b)) return false
  if (isSentinel(a) || isSentinel(b)) return sameSentinel(a, b)
  if (isOpaque(a) || isOpaque(b)) return sameObject(a, b)
  if (a.type === 'text' && b.type === 'text') return a.text === b.text
  const [x, y] = [numeric(a), numeric(b)]
  if (x !== null && y !== null) return x === y
  if (a.type === 'none' || b.type === 'none') return a.type === b.type
  if (a.type === 'list' && b.type === 'list') return equalLists(a, b)
  if (a.type === 'dict' && b.type === 'dict') return a.entries.length + b.entries.length === 0 ? true : null
  return a.type === b.type ? null : false
}

/** `_MISSING = object()`, by which a function recognises a missing argument: it equals only itself. */
function isSentinel(thing: Concrete): thing is Extract<Concrete, { readonly type: 'object' }> {
  return thing.type === 'object' && thing.called && thing.name === 'builtins.object'
}

function sameSentinel(a: Concrete, b: Concrete): boolean | null {
  if (isSentinel(a) && isSentinel(b)) return a.positional === b.positional
  return a.type === 'unknown' || b.type === 'unknown' ? null : false
}

/** A command is given to manage.py, while a server that is started in production has none. */
function isArgument(thing: Concrete): boolean {
  return thing.type === 'object' && thing.name.startsWith('sys.argv')
}

function isOpaque({ type }: Concrete): boolean {
  return type === 'environment' || type === 'unknown' || type === 'object' || type === 'native'
}

function sameObject(a: Concrete, b: Concrete): boolean | null {
  if (a.type === 'none' || b.type === 'none') {
    const other = a.type === 'none' ? b : a
    return other.type === 'environment' || other.type === 'native' ? false : null
  }
  if (a.type !== 'object' || b.type !== 'object' || a.called || b.called) return null
  if (a.name === b.name) return true
  return a.name.startsWith('builtins.') && b.name.startsWith('builtins.') ? false : null
}

function numeric(thing: Concrete): number | null {
  if (thing.type === 'number') return thing.number
  return thing.type === 'boolean' ? Number(thing.boolean) : null
}

type ListConcrete = Extract<Concrete, { readonly type: 'list' }>

function equalLists(a: ListConcrete, b: ListConcrete): boolean | null {
  if (a.open || b.open) return null
  if (a.items.length !== b.items.length) return false
  if (a.cell === b.cell) return true
  // Nobody compares such long lists, and nested ones would take the product of their lengths.
  if (a.items.length > 200) return null
  return every(a.items.map((item, at) => equalThings(item, b.items[at])))
}

function equalThings(a: Thing, b: Thing | undefined): boolean | null {
  if (!b) return false
  const [x, y] = [plainKey(a), plainKey(b)]
  if (x !== null && y !== null) return x === y
  const all = concretes(a).flatMap((x) => concretes(b).map((y) => equal(x, y)))
  const [first] = all
  return first !== undefined && all.every((each) => each === first) ? first : null
}

function every(all: readonly (boolean | null)[]): boolean | null {
  if (all.includes(false)) return false
  return all.includes(null) ? null : true
}

function some(all: readonly (boolean | null)[]): boolean | null {
  if (all.includes(true)) return true
  return all.includes(null) ? null : false
}

function identical(a: Concrete, b: Concrete): boolean | null {
  if ((a.type === 'list' || a.type === 'dict') && a.type === b.type) return a.cell === b.cell
  if (a.type === 'text' && b.type === 'text') return a.text === b.text
  return equal(a, b)
}

function contains(site: Site, item: Concrete, container: Concrete): Thing {
  switch (container.type) {
    case 'list':
      spend(site.frame.machine, container.items.length / 8)
      return boolean(within(item, container.items, container.open))
    case 'dict':
      return boolean(
        within(
          item,
          container.entries.map(([key]) => key),
          container.open,
        ),
      )
    case 'text':
      return boolean(item.type === 'text' ? container.text.includes(item.text) : null)
    case 'native':
      return kindContains(site, thingOf(item), container)
    default:
      return boolean(isArgument(container) ? false : null)
  }
}

function within(item: Concrete, items: readonly Thing[], open: boolean): boolean | null {
  const found = some(items.map((each) => equalThings(thingOf(item), each)))
  return found === false && open ? null : found
}

function ordered(operator: '<' | '>' | '<=' | '>=', a: Concrete, b: Concrete): boolean | null {
  const order = orderOf(a, b)
  if (order === null) return null
  if (operator === '<') return order < 0
  if (operator === '>') return order > 0
  return operator === '<=' ? order <= 0 : order >= 0
}

function orderOf(a: Concrete, b: Concrete): number | null {
  const [x, y] = [numeric(a), numeric(b)]
  if (x !== null && y !== null) return x - y
  if (a.type === 'text' && b.type === 'text') return a.text < b.text ? -1 : a.text > b.text ? 1 : 0
  if (a.type === 'list' && b.type === 'list') return listOrder(a, b)
  return null
}

/** Up to the first item that decides. In an open list, nobody knows where the rest belongs. */
function listOrder(a: ListContent, b: ListContent): number | null {
  if (a.open || b.open) return null
  for (const [at, item] of a.items.entries()) {
    const other = b.items[at]
    if (!other) return 1
    const [[x, ...xs], [y, ...ys]] = [concretes(item), concretes(other)]
    if (!x || !y || xs.length + ys.length > 0) return null
    const order = orderOf(x, y)
    if (order !== 0) return order
  }
  return a.items.length - b.items.length
}
