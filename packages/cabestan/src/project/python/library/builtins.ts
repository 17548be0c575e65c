import { apply } from '../expressions/call.ts'
import { argument, type Call, type Library } from '../expressions/given.ts'
import { fail } from '../machine/fail.ts'
import { distinct, mergedEntries } from '../things/entries.ts'
import { written } from '../things/formatting.ts'
import { visible } from '../things/iterate.ts'
import { concretes, each } from '../things/join.ts'
import { asDict } from '../things/methods-dict.ts'
import { sorted } from '../things/methods-list.ts'
import { hope } from '../things/subscripts.ts'
import {
  boolean,
  box,
  dict,
  type ListContent,
  list,
  made,
  none,
  number,
  type Pair,
  type Thing,
  text,
  textDict,
  unknown,
} from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { isEnviron, laidTogether } from './environ.ts'
import { extreme, numberOf, summed } from './numbers.ts'

export const builtins: Library = {
  'builtins.str': (call) => (call.positional[0] ? textOf(call.positional[0]) : text('')),
  'builtins.unicode': (call) => (call.positional[0] ? textOf(call.positional[0]) : text('')),
  'builtins.int': (call) => numberOf(call, Math.trunc),
  'builtins.long': (call) => numberOf(call, Math.trunc),
  'builtins.float': (call) => numberOf(call, (value) => value),
  'builtins.bool': (call) => truthOf(call),
  'builtins.len': (call) => length(call),
  'builtins.list': (call) => collected(call, 'list'),
  'builtins.tuple': (call) => collected(call, 'tuple'),
  'builtins.set': (call) => collected(call, 'set'),
  'builtins.frozenset': (call) => collected(call, 'set'),
  'builtins.dict': (call) => dictionary(call),
  'builtins.dict.fromkeys': (call) => fromKeys(call),
  'builtins.sorted': (call) => changed(call, (items) => sorted(items, call)),
  'builtins.reversed': (call) => changed(call, (items) => items.toReversed()),
  'builtins.enumerate': (call) =>
    changed(call, (items) => items.map((item, at) => list([number(at + start(call)), item], 'tuple'))),
  'builtins.zip': (call) => zipped(call),
  'builtins.range': (call) => range(call),
  'builtins.xrange': (call) => range(call),
  'builtins.any': (call) => quantified(call, true),
  'builtins.all': (call) => quantified(call, false),
  'builtins.max': (call) => extreme(call, Math.max),
  'builtins.min': (call) => extreme(call, Math.min),
  'builtins.abs': (call) => numberOf(call, Math.abs),
  'builtins.round': (call) => numberOf(call, Math.round),
  'builtins.sum': (call) => summed(call),
  'builtins.map': (call) => mapped(call),
  'builtins.filter': (call) => filtered(call),
  'builtins.print': () => none,
  'builtins.repr': (call) => {
    const value = call.positional[0] ? written(call.positional[0]) : null
    return value === null ? null : text(value)
  },
  'builtins.callable': (call) => {
    const type = call.positional[0]?.type
    return boolean(type === 'function' || type === 'class' ? true : type === 'text' ? false : null)
  },
  'builtins.next': (call) => {
    const { items, open } = visible(call.frame, call.positional[0] ?? none)
    return items[0] ?? (open ? undefined : call.positional[1]) ?? unknown('the next item')
  },
  'builtins.iter': (call) => call.positional[0] ?? null,
}

function textOf(thing: Thing): Thing {
  return each(thing, (one) => {
    if (one.type === 'environment') return one
    const value = one.type === 'list' || one.type === 'dict' ? null : written(one)
    return value === null ? unknown('a text') : text(value)
  })
}

function truthOf(call: Call): Thing {
  const given = argument(call, 'x', 0)
  if (!given) return boolean(false)
  return each(given, (one) => {
    const known = one.type === 'list' || one.type === 'dict' ? (truth(box(one)) ?? null) : truth(one)
    return known === null && one.type === 'environment' ? one : boolean(known)
  })
}

function length(call: Call): Thing | null {
  const given = call.positional[0]
  if (!given) return null
  return each(given, (one) => {
    if (one.type === 'text') return number(one.text.length)
    if (one.type === 'native' && one.kind === 'sys.argv') return number(1)
    if (one.type === 'list' && !one.open) return number(one.items.length)
    if (one.type === 'dict' && !one.open) return number(one.entries.length)
    if (one.type === 'none')
      return fail(call.frame, { name: 'TypeError', at: call.place, because: [one] }, hope(one))
    return unknown('a length')
  })
}

function collected(call: Call, flavour: ListContent['flavour']): Thing {
  const given = call.positional[0]
  if (!given) return list([], flavour)
  return each(given, (one) => {
    if (one.type === 'environment') return one
    if (one.type === 'list')
      return list(flavour === 'set' ? distinct(one.items) : one.items, flavour, one.open)
    const { items, open } = visible(call.frame, one.type === 'dict' ? box(one) : one)
    return list(flavour === 'set' ? distinct(items) : items, flavour, open)
  })
}

function dictionary(call: Call): Thing {
  const given = call.positional[0]
  const [start] = given ? concretes(asDict(call, given)) : []
  const [named] = concretes(textDict(call.named))
  if (isEnviron(start)) return laidTogether([start, named])
  const entries = start?.type === 'dict' ? start.entries : []
  const more = named?.type === 'dict' ? named.entries : []
  const open = call.open || (given !== undefined && (start?.type !== 'dict' || start.open))
  return dict(mergedEntries(entries, more), open)
}

/** People use these to remove duplicates from a list. */
function fromKeys(call: Call): Thing {
  const { items, open } = visible(call.frame, call.positional[0] ?? none)
  const value = call.positional[1] ?? none
  return dict(
    distinct(items).map((item): Pair => [item, value]),
    open,
  )
}

function changed(call: Call, change: (items: readonly Thing[]) => readonly Thing[]): Thing | null {
  const given = call.positional[0]
  if (!given) return null
  const { items, open } = visible(call.frame, given)
  return made(list(change(items), 'list', open), given)
}

function start(call: Call): number {
  const first = argument(call, 'start', 1)
  return first?.type === 'number' ? first.number : 0
}

function zipped(call: Call): Thing {
  const all = call.positional.map((part) => visible(call.frame, part))
  const shortest = Math.min(...all.map(({ items }) => items.length))
  const rows = Array.from({ length: Number.isFinite(shortest) ? shortest : 0 }, (_, at) =>
    list(
      all.map(({ items }) => items[at] ?? none),
      'tuple',
    ),
  )
  return list(
    rows,
    'list',
    all.some(({ open }) => open),
  )
}

function range(call: Call): Thing | null {
  const bounds = call.positional.map((bound) => (bound.type === 'number' ? bound.number : null))
  const [first, second, third] = bounds
  if (first === undefined || bounds.includes(null)) return null
  const [from, to] = second === undefined ? [0, first ?? 0] : [first ?? 0, second ?? 0]
  const step = third ?? 1
  const count = step === 0 ? 0 : Math.max(0, Math.min(1000, Math.ceil((to - from) / step)))
  return list(Array.from({ length: count }, (_, at) => number(from + at * step)))
}

function quantified(call: Call, wanted: boolean): Thing | null {
  const given = call.positional[0]
  if (!given) return null
  const { items, open } = visible(call.frame, given)
  const truths = items.map(truth)
  const known = truths.includes(wanted) ? wanted : truths.includes(null) || open ? null : !wanted
  return made(boolean(known), given, ...items)
}

function mapped(call: Call): Thing | null {
  const [by, given] = call.positional
  if (!by || !given) return null
  const { items, open } = visible(call.frame, given)
  const results = items.map((item) => apply({ ...call, positional: [item], named: {}, literal: false }, by))
  return made(list(results, 'list', open), given)
}

function filtered(call: Call): Thing | null {
  const [by, given] = call.positional
  if (!by || !given) return null
  const { items, open } = visible(call.frame, given)
  const kept = items.map((item) =>
    truth(by.type === 'none' ? item : apply({ ...call, positional: [item], named: {}, literal: false }, by)),
  )
  return made(
    list(
      items.filter((_, at) => kept[at] === true),
      'list',
      open || kept.includes(null),
    ),
    given,
  )
}
