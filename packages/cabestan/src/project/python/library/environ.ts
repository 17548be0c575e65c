import { argument, type Call, type Library } from '../expressions/given.ts'
import { ask, environmentKey, isSet, unknownKey } from '../machine/environment.ts'
import { setName } from '../machine/state.ts'
import type { Site } from '../things/compare.ts'
import { mergedEntries } from '../things/entries.ts'
import { concretes } from '../things/join.ts'
import type { Kind } from '../things/kinds.ts'
import { asDict } from '../things/methods-dict.ts'
import { entry } from '../things/subscripts.ts'
import {
  box,
  type Concrete,
  type Content,
  type DictContent,
  dict,
  type Facts,
  type Frame,
  type NativeThing,
  native,
  none,
  type Pair,
  type Thing,
  textDict,
} from '../things/thing.ts'

/** `os.environ` as a dict. */
export const environKind: Kind = {
  attribute: () => null,
  item: (site, environ, key) => required(site, environ, key),
  setItem: ({ frame }, _native, pair) => put(frame, pair),
  deleteItem: ({ frame }, _native, key) => {
    const name = environmentKey(key)
    if (name !== null) setName(frame.machine, frame.machine.environ, name, undefined)
  },
  contains: (site, environ, key) => {
    const name = environmentKey(key)
    if (name === null) return unknownKey
    if (heldIn(environ, 'above', key) ?? heldIn(environ, 'below', key))
      return { type: 'boolean', boolean: true }
    return isSet(site.frame, { ...site, key: name, default: null, raises: null })
  },
  method: (call, environ, name) => {
    if (name === 'get' || name === 'pop') return heldOr(environ, call)
    if (name === '__getitem__') return required(call, environ, call.positional[0] ?? none)
    if (name === 'setdefault') return setDefault(call)
    if (name === 'update') return update(call)
    if (name === 'copy') return box(environ)
    return name === 'has_key' || name === '__contains__'
      ? (environKind.contains?.(call, environ, call.positional[0] ?? none) ?? null)
      : null
  },
}

/** `{**dotenv_values('.env'), **os.environ}`: what the environment falls back on, and what overrides it. */
export interface Layers {
  /** Null where the environment is not part of it: then it is a dict like any other. */
  readonly below: readonly Pair[] | null
  readonly above: readonly Pair[]
  readonly open: boolean
}

export const noLayers: Layers = { below: null, above: [], open: false }

/** Adds one more on top of them. */
export function laid(layers: Layers, part: Concrete | Content | undefined): Layers {
  if (part?.type === 'dict') {
    return { ...layers, above: mergedEntries(layers.above, placed(part)), open: layers.open || part.open }
  }
  if (!isEnviron(part)) return { ...layers, open: true }
  const below = mergedEntries([...(layers.below ?? []), ...layers.above], entriesOf(part, 'below'))
  return { ...layers, below, above: entriesOf(part, 'above') }
}

/** The parts of an address have no places of their own: theirs is where the address was read. */
export function placed({ entries, place }: DictContent & Facts): readonly Pair[] {
  return place
    ? entries.map(([key, value]): Pair => [key, { ...value, place: value.place ?? place }])
    : entries
}

export function laidTogether(parts: readonly (Concrete | Content | undefined)[]): Thing {
  return box(contentOf(parts.reduce(laid, noLayers)))
}

export function contentOf({ below, above, open }: Layers): Content {
  if (below === null) return { type: 'dict', entries: above, open }
  return native('os.environ', { below: dict(below), above: dict(above) })
}

export function isEnviron(thing: Concrete | Content | undefined): thing is NativeThing {
  return thing?.type === 'native' && thing.kind === 'os.environ'
}

/** From what was laid below or above it. */
function entriesOf({ data }: NativeThing, where: 'below' | 'above'): readonly Pair[] {
  const [held] = data[where] ? concretes(data[where]) : []
  return held?.type === 'dict' ? held.entries : []
}

function heldIn(environ: NativeThing, where: 'below' | 'above', key: Thing): Thing | null {
  const entries = entriesOf(environ, where)
  return entries.length === 0 ? null : entry({ type: 'dict', entries, open: false }, key)
}

export const environ: Library = {
  'os.getenv': (call) => optional(call),
  'os.environ.get': (call) => optional(call),
  'os.getenvb': (call) => optional(call),
  'collections.ChainMap': ({ positional }) => {
    return laidTogether(positional.map((part) => concretes(part)[0]).toReversed())
  },
  'os.putenv': (call) => {
    const [key, value] = call.positional
    if (key && value) put(call.frame, [key, value])
    return none
  },
}

function required(site: Site, environ: NativeThing, key: Thing): Thing {
  const name = environmentKey(key)
  if (name === null) return unknownKey
  const below = heldIn(environ, 'below', key)
  const question = { ...site, key: name, default: below, raises: below ? null : 'KeyError' }
  return heldIn(environ, 'above', key) ?? ask(site.frame, question).thing
}

function heldOr(environ: NativeThing, call: Call): Thing {
  const key = argument(call, 'key', 0) ?? none
  return (
    heldIn(environ, 'above', key) ??
    optional(call, heldIn(environ, 'below', key) ?? argument(call, 'default', 1))
  )
}

function optional(call: Call, otherwise = argument(call, 'default', 1)): Thing {
  const name = environmentKey(argument(call, 'key', 0) ?? none)
  if (name === null) return unknownKey
  const useful = otherwise && otherwise.type !== 'none' ? otherwise : null
  return ask(call.frame, { ...call, key: name, default: useful, raises: null }).thing
}

/** Values of the assumed environment take precedence over what the code puts there. */
function setDefault(call: Call): Thing {
  const [key, value] = call.positional
  const name = key ? environmentKey(key) : null
  if (name === null || !key || !value) return unknownKey
  const { environment } = call.frame.machine.world
  if (!Object.hasOwn(environment, name) && !call.frame.machine.environ.has(name))
    put(call.frame, [key, value])
  return ask(call.frame, { ...call, key: name, default: value, raises: null }).thing
}

function update(call: Call): Thing {
  const given = [...call.positional.map((each) => asDict(call, each)), textDict(call.named)]
  for (const one of given.flatMap(concretes)) {
    if (one.type === 'dict') for (const pair of one.entries) put(call.frame, pair)
  }
  return none
}

function put({ machine }: Frame, [key, value]: Pair): void {
  const name = environmentKey(key)
  if (name !== null) setName(machine, machine.environ, name, value)
}

/** Lines of a file such as `.env`, which the environment itself overrides. */
export function putDefaults(frame: Frame, pairs: Iterable<Pair>, override: boolean): void {
  for (const [key, value] of pairs) {
    const name = environmentKey(key)
    const given = name !== null && Object.hasOwn(frame.machine.world.environment, name)
    if (override || !given) put(frame, [key, value])
  }
}
