import type { Call } from '../expressions/given.ts'
import { environmentKey } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { placeAt } from '../machine/machine.ts'
import { load } from '../machine/modules.ts'
import { lookup, store } from '../machine/names.ts'
import { setName } from '../machine/state.ts'
import { concretes } from '../things/join.ts'
import type { Kind } from '../things/kinds.ts'
import { asDict } from '../things/methods-dict.ts'
import {
  boolean,
  type Frame,
  list,
  type NativeThing,
  none,
  type Pair,
  type Thing,
  text,
  textDict,
  unknown,
} from '../things/thing.ts'
import { placed } from './environ.ts'

/** The result of `globals()`, `locals()` and `vars(module)`: a dict that is the names themselves. */
export const namespaceKind: Kind = {
  item: ({ frame, line }, native, key) => {
    const name = environmentKey(key)
    const found =
      name === null ? unknown('a name') : (native.scope?.names.get(name) ?? ofModule(frame, name, line))
    if (found) return found
    return fail(frame, { name: 'KeyError', at: placeAt(frame, line), because: [] }, unknown('no such name'))
  },
  setItem: ({ frame }, native, pair) => put(frame, native, pair),
  deleteItem: ({ frame }, native, key) => {
    const name = environmentKey(key)
    if (native.scope && name !== null) setName(frame.machine, native.scope.names, name, undefined)
  },
  contains: (_site, native, key) => {
    const name = environmentKey(key)
    return boolean(name === null ? null : native.scope?.names.has(name) === true)
  },
  items: (_frame, native) => list([...(native.scope?.names.keys() ?? [])].map((name) => text(name))),
  method,
}

/** Names that each module has by itself. */
function ofModule(frame: Frame, name: string, line: number): Thing | null {
  return name === '__file__' || name === '__name__' ? lookup(frame, name, line) : null
}

function method(call: Call, native: NativeThing, name: string): Thing | null {
  const names = native.scope?.names ?? new Map<string, Thing>()
  switch (name) {
    case 'update':
      for (const given of [...call.positional.map((each) => asDict(call, each)), textDict(call.named)]) {
        for (const one of concretes(given)) {
          if (one.type === 'dict')
            for (const pair of placed({ ...one, place: one.place ?? call.place }))
              put(call.frame, native, pair)
        }
      }
      return none
    case 'get':
    case 'pop':
    case 'setdefault': {
      const key = environmentKey(call.positional[0] ?? none)
      const otherwise = call.positional[1] ?? none
      if (key === null) return unknown('a name')
      const found = names.get(key)
      if (!found && name === 'setdefault')
        put(call.frame, native, [text(key), { ...otherwise, place: call.place }])
      if (found && name === 'pop') setName(call.frame.machine, names, key, undefined)
      return found ?? otherwise
    }
    case 'copy':
    case 'items':
    case 'keys':
    case 'values': {
      const pairs = [...names].filter(([each]) => !each.startsWith('__'))
      if (name === 'copy') return textDict(Object.fromEntries(pairs))
      return list(
        pairs.map(([key, value]) => {
          if (name === 'values') return value
          return name === 'keys' ? text(key) : list([text(key), value], 'tuple')
        }),
      )
    }
    default:
      return null
  }
}

function put(frame: Frame, { scope }: NativeThing, [key, value]: Pair): void {
  const name = environmentKey(key)
  if (scope && name !== null) store(frame, scope, name, value)
}

/** `sys.modules[__name__]` */
export const sysModulesKind: Kind = {
  contains: ({ frame }, _native, key) => {
    const name = environmentKey(key)
    if (name === null) return boolean(null)
    if (frame.machine.world.installed?.(name) === true) return boolean(true)
    return boolean(frame.machine.modules.has(name) || (testRunners.has(name) ? false : null))
  },
  item: ({ frame, line }, _native, key) => {
    const name = environmentKey(key)
    if (name === null) return unknown('a module')
    return name === frame.module.name ? frame.module : load(frame, name, line)
  },
}

const testRunners = new Set(['pytest', 'unittest', 'nose', 'behave', 'sphinx', 'IPython', 'ipykernel'])
