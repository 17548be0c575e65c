import { applyTo } from '../expressions/call.ts'
import { argument, type Call } from '../expressions/given.ts'
import { setContents } from '../machine/state.ts'
import { extend } from '../statements/assign.ts'
import { surelyEqual } from './entries.ts'
import { visible } from './iterate.ts'
import { operate } from './operators.ts'
import { cellsOf } from './subscripts.ts'
import { box, type ListContent, list, none, number, type Thing, unknown } from './thing.ts'
import { truth } from './truth.ts'

interface OfList {
  readonly self: Thing
  readonly content: ListContent
}

type ListMethod = (call: Call, of: OfList) => Thing | null

export const listMethods: Readonly<Record<string, ListMethod>> = {
  append: (call, of) => added(call, of, (items, item) => [...items, item]),
  add: (call, of) =>
    added(call, of, (items, item) =>
      items.some((each) => surelyEqual(each, item)) ? items : [...items, item],
    ),
  insert: (call, of) => {
    const at = call.positional[0]
    const item = call.positional[1]
    if (!item) return null
    if (at?.type !== 'number') return changed(call, of, (items) => [...items, item])
    return changed(call, of, (items) => items.toSpliced(at.number, 0, item))
  },
  extend: (call, { self }) => {
    extend(call.frame, self, call.positional[0] ?? unknown('nothing'))
    return none
  },
  update: (call, { self }) => {
    extend(call.frame, self, call.positional[0] ?? unknown('nothing'))
    return none
  },
  remove: (call, of) =>
    added(call, of, (items, item) => {
      const at = items.findIndex((each) => surelyEqual(each, item))
      return at === -1 ? items : items.toSpliced(at, 1)
    }),
  discard: (call, of) => added(call, of, (items, item) => items.filter((each) => !surelyEqual(each, item))),
  pop: (call, of) => {
    const at = call.positional[0]?.type === 'number' ? call.positional[0].number : -1
    const popped = of.content.items.at(at) ?? unknown('an item that is not known')
    changed(call, of, (items) => items.toSpliced(at, 1))
    return popped
  },
  clear: (call, of) => changed(call, of, () => []),
  reverse: (call, of) => changed(call, of, (items) => items.toReversed()),
  sort: (call, of) => changed(call, of, (items) => sorted(items, call)),
  copy: (_call, { content }) => box(content),
  index: (call, { content }) => {
    const item = call.positional[0]
    const at = item ? content.items.findIndex((each) => surelyEqual(each, item)) : -1
    return at === -1 ? null : number(at)
  },
  count: (call, { content }) => {
    const item = call.positional[0]
    return item && !content.open
      ? number(content.items.filter((each) => surelyEqual(each, item)).length)
      : null
  },
  union: (call, of) => combined(call, of, '|'),
  difference: (call, of) => combined(call, of, '-'),
  intersection: (call, of) => combined(call, of, '&'),
}

type Items = readonly Thing[]

function added(call: Call, of: OfList, change: (items: Items, item: Thing) => Items): Thing | null {
  const item = argument(call, 'item', 0)
  return item ? changed(call, of, (items) => change(items, { ...item, place: call.place })) : null
}

function changed(call: Call, { self }: OfList, change: (items: Items) => Items): Thing {
  for (const cell of cellsOf(self)) {
    const contents = cell.contents.map((content) =>
      content.type === 'list' ? { ...content, items: change(content.items).slice(0, 5000) } : content,
    )
    setContents(call.frame.machine, cell, contents)
  }
  return none
}

function combined(call: Call, { self }: OfList, operator: string): Thing {
  const site = { frame: call.frame, line: call.line, literal: false }
  const others = call.positional.map((other) => {
    const { items, open } = visible(call.frame, other)
    return list(items, 'set', open)
  })
  return others.reduce((result, other) => operate(site, operator, [result, other]), self)
}

/** By text or by number; in the order they stand in where they cannot be compared. */
export function sorted(items: Items, call: Call): Items {
  const by = call.named['key']
  const keyed = items.map((item) => ({ item, key: by ? applyTo(call, by, [item]) : item }))
  const keys = keyed.map(({ key }) => key)
  if (!keys.every(({ type }) => type === 'text') && !keys.every(({ type }) => type === 'number')) return items
  const sign = truth(call.named['reverse'] ?? none) === true ? -1 : 1
  return keyed.toSorted((a, b) => sign * compared(a.key, b.key)).map(({ item }) => item)
}

function compared(a: Thing, b: Thing): number {
  if (a.type === 'text' && b.type === 'text') return a.text < b.text ? -1 : a.text > b.text ? 1 : 0
  return a.type === 'number' && b.type === 'number' ? a.number - b.number : 0
}
