import { ask, unknownKey } from '../environment.ts'
import { argument, type Call, type Library, textArgument } from '../given.ts'
import type { Kind } from '../kinds.ts'
import { native, type Thing } from '../thing.ts'
import { castBy, castNamed, castOf } from './casts.ts'

const readers = [
  'decouple.AutoConfig',
  'decouple.Config',
  'starlette.config.Config',
  'prettyconf.Configuration',
  'decouple.RepositoryEnv',
  'everett.manager.ConfigManager',
  'everett.manager.ConfigManager.basic_config',
]

/** `config('KEY', default=…, cast=…)`, which several libraries have in common. */
export const decouple: Library = {
  'decouple.config': asked,
  'prettyconf.config': asked,
  'decouple.config.get': asked,
  'envparse.env': asked,
  // The settings of MIT's projects: `get_string(name='KEY', default=…)`.
  ...Object.fromEntries(
    Object.entries({ get_string: 'str', get_bool: 'bool', get_int: 'int' }).map(([name, type]) => [
      `mitol.common.envs.${name}`,
      (call: Call) => asked(withCast(call, type)),
    ]),
  ),
  ...Object.fromEntries(
    ['bool', 'int', 'float', 'str', 'list', 'json', 'url', 'dict', 'tuple', 'set'].map((name) => [
      `envparse.env.${name}`,
      (call: Call) => asked(withCast(call, name)),
    ]),
  ),
  ...Object.fromEntries(readers.map((name) => [name, () => native('decouple.config')])),
}

export const decoupleKind: Kind = {
  call: (call) => asked(call),
  method: (call, _native, name) => (name === 'get' || name === '__call__' ? asked(call) : null),
}

function withCast(call: Call, name: string): Call {
  const by = { type: 'object', name, called: false, positional: [], named: {} } as const
  return { ...call, named: { ...call.named, cast: by } }
}

/** The cast is made of the default as well. */
function asked(call: Call): Thing {
  const key =
    ['option', 'key', 'name'].map((name) => textArgument(call, name, 0)).find((each) => each !== null) ?? null
  if (key === null) return unknownKey
  const otherwise = argument(call, 'default', defaultAt(call)) ?? null
  const by = argument(call, 'cast', castAt(call)) ?? call.named['parser']
  const named = by?.type === 'object' ? castNamed(by.name) : null
  const { thing } = ask(call.frame, {
    line: call.line,
    literal: call.literal,
    key,
    cast: named ? castOf(named) : 'text',
    default: otherwise?.type === 'none' ? null : otherwise,
    raises: otherwise ? null : 'UndefinedValueError',
  })
  return thing.type === 'none' ? thing : castBy(call, thing, by)
}

/** `starlette` has the cast first. */
function defaultAt({ positional }: Call): number {
  return isCast(positional[1]) ? 2 : 1
}

function castAt({ positional }: Call): number {
  return isCast(positional[1]) ? 1 : 2
}

function isCast(thing: Thing | undefined): boolean {
  return thing?.type === 'object' && castNamed(thing.name) !== null
}
