import type { Call } from '../expressions/given.ts'
import { mergeInto } from '../statements/assign.ts'
import { visible } from './iterate.ts'
import { concretes } from './join.ts'
import { kindOf } from './kinds.ts'
import { deleteItem, entry, item, setItem } from './subscripts.ts'
import { box, type DictContent, dict, list, none, type Pair, type Thing, textDict, unknown } from './thing.ts'

interface OfDict {
  readonly self: Thing
  readonly content: DictContent
}

type DictMethod = (call: Call, of: OfDict) => Thing | null

export const dictMethods: Readonly<Record<string, DictMethod>> = {
  get: (call, { content }) => {
    const key = call.positional[0]
    return key ? (entry(content, key) ?? call.positional[1] ?? call.named['default'] ?? none) : null
  },
  setdefault: (call, { self, content }) => {
    const key = call.positional[0]
    if (!key) return null
    const known = entry(content, key)
    if (known) return known
    const value = call.positional[1] ?? none
    setItem(site(call), self, [key, value])
    return value
  },
  pop: (call, { self, content }) => {
    const key = call.positional[0]
    if (!key) return null
    const known = entry(content, key)
    if (known) deleteItem(site(call), self, key)
    return known ?? call.positional[1] ?? item(site(call), self, key)
  },
  update: (call, { self }) => updated(call, self),
  copy: (_call, { content }) => box(content),
  keys: (_call, { content }) => listed(content, ([key]) => key),
  values: (_call, { content }) => listed(content, ([, value]) => value),
  items: (_call, { content }) => listed(content, ([key, value]) => list([key, value], 'tuple')),
  iteritems: (_call, { content }) => listed(content, ([key, value]) => list([key, value], 'tuple')),
  itervalues: (_call, { content }) => listed(content, ([, value]) => value),
  has_key: (call, { content }) => {
    const key = call.positional[0]
    return key ? { type: 'boolean', boolean: entry(content, key) !== null } : null
  },
}

export function updated(call: Call, self: Thing): Thing {
  for (const other of call.positional) mergeInto(call.frame, self, asDict(call, other))
  if (Object.keys(call.named).length > 0) mergeInto(call.frame, self, textDict(call.named))
  if (call.open) mergeInto(call.frame, self, unknown('more'))
  return none
}

function site({ frame, line, literal }: Call) {
  return { frame, line, literal }
}

function listed(content: DictContent, each: (pair: Pair) => Thing): Thing {
  return list(content.entries.map(each), 'list', content.open)
}

/** A dict, or what stands for one: pairs, names of a module. */
export function asDict(call: Call, thing: Thing): Thing {
  const [given] = concretes(thing)
  const items = given?.type === 'native' ? kindOf(given.kind)?.method?.(call, given, 'items') : null
  const [only] = items ? concretes(items) : [given]
  if (only?.type !== 'list') return thing
  const pairs = only.items.map((pair) => visible(call.frame, pair).items)
  const whole = pairs.flatMap(([key, value]): Pair[] => (key && value ? [[key, value]] : []))
  return dict(whole, only.open || whole.length < pairs.length)
}
