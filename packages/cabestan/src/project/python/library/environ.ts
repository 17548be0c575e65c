import type { Site } from '../compare.ts'
import { ask, environmentKey, isSet, unknownKey } from '../environment.ts'
import { argument, type Call, type Library } from '../given.ts'
import { concretes } from '../join.ts'
import type { Kind } from '../kinds.ts'
import { asDict } from '../methods-dict.ts'
import { setName } from '../state.ts'
import { type Frame, none, type Pair, type Thing, textDict } from '../thing.ts'

/** `os.environ` as a dict. */
export const environKind: Kind = {
  attribute: () => null,
  item: (site, _native, key) => required(site, key),
  setItem: ({ frame }, _native, pair) => put(frame, pair),
  deleteItem: ({ frame }, _native, key) => {
    const name = environmentKey(key)
    if (name !== null) setName(frame.machine, frame.machine.environ, name, undefined)
  },
  contains: (site, _native, key) => {
    const name = environmentKey(key)
    return name === null ? unknownKey : isSet(site.frame, { ...site, key: name, default: null, raises: null })
  },
  method: (call, native, name) => {
    if (name === 'get' || name === 'pop') return optional(call)
    if (name === '__getitem__') return required(call, call.positional[0] ?? none)
    if (name === 'setdefault') return setDefault(call)
    if (name === 'update') return update(call)
    if (name === 'copy') return native
    return name === 'has_key' || name === '__contains__'
      ? (environKind.contains?.(call, native, call.positional[0] ?? none) ?? null)
      : null
  },
}

export const environ: Library = {
  'os.getenv': optional,
  'os.environ.get': optional,
  'os.getenvb': optional,
  'os.putenv': (call) => {
    const [key, value] = call.positional
    if (key && value) put(call.frame, [key, value])
    return none
  },
}

function required(site: Site, key: Thing): Thing {
  const name = environmentKey(key)
  if (name === null) return unknownKey
  return ask(site.frame, { ...site, key: name, default: null, raises: 'KeyError' }).thing
}

function optional(call: Call): Thing {
  const name = environmentKey(argument(call, 'key', 0) ?? none)
  if (name === null) return unknownKey
  const otherwise = argument(call, 'default', 1)
  const useful = otherwise && otherwise.type !== 'none' ? otherwise : null
  return ask(call.frame, { ...call, key: name, default: useful, raises: null }).thing
}

/** What the world says stands before what the code puts there. */
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

/** Lines of a file such as `.env`: the environment itself stands before them. */
export function putDefaults(frame: Frame, pairs: Iterable<Pair>, override: boolean): void {
  for (const [key, value] of pairs) {
    const name = environmentKey(key)
    const given = name !== null && Object.hasOwn(frame.machine.world.environment, name)
    if (override || !given) put(frame, [key, value])
  }
}
