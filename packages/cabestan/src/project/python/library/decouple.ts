import { argument, type Call, type Library, textArgument } from '../expressions/given.ts'
import { ask, unknownKey } from '../machine/environment.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import type { Kind } from '../things/kinds.ts'
import { absolutePath } from '../things/paths.ts'
import { entry } from '../things/subscripts.ts'
import { native, none, type Thing, text, textDict } from '../things/thing.ts'
import { castBy, castNamed, castOf } from './casts.ts'
import { linesOf, nearest } from './dotenv.ts'
import { contentOf, openPath, textAt } from './files.ts'
import { parsedIni } from './ini-text.ts'

const readers = [
  'starlette.config.Config',
  'prettyconf.Configuration',
  'everett.manager.ConfigManager',
  'everett.manager.ConfigManager.basic_config',
]

/** `config('KEY', default=…, cast=…)`, which several libraries have in common. */
export const decouple: Library = {
  'decouple.config': (call) => asked(call, nearestFile(call)),
  'prettyconf.config': (call) => asked(call),
  'decouple.config.get': (call) => asked(call, nearestFile(call)),
  'decouple.AutoConfig': (call) => native('decouple.config', { file: nearestFile(call) }),
  'decouple.Config': ({ positional: [repository] }) => repository ?? native('decouple.config'),
  'decouple.RepositoryEnv': (call) => native('decouple.config', { file: fileNamed(call, dotenvFile) }),
  'decouple.RepositoryIni': (call) => native('decouple.config', { file: fileNamed(call, iniFile) }),
  'envparse.env': (call) => asked(call),
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
  call: (call, { data }) => asked(call, data['file']),
  method: (call, { data }, name) =>
    name === 'get' || name === '__call__' ? asked(call, data['file']) : null,
}

/** `settings.ini` or `.env`, beside the code or above it: if git has the file, a key in it is not missing. */
function nearestFile({ frame, named }: Call): Thing {
  const path = written(named['search_path'])
  const start = path === null ? undefined : absolutePath(frame, path)
  const [ini, env] = ['settings.ini', '.env'].map((name) => nearest(frame, name, start))
  const found = ini ?? env
  return found === undefined ? none : (ini ? iniFile : dotenvFile)(textAt(frame, found) ?? '')
}

function fileNamed(call: Call, read: (content: string) => Thing): Thing {
  const path = written(argument(call, 'source', 0))
  const [file] = path === null ? [] : concretes(openPath(call, path, 'r'))
  const content = contentOf(file)
  return content === null ? none : read(content)
}

function dotenvFile(content: string): Thing {
  return textDict(Object.fromEntries(linesOf(content)))
}

function iniFile(content: string): Thing {
  return textDict(Object.fromEntries(parsedIni(content).get('settings') ?? []))
}

function withCast(call: Call, name: string): Call {
  const by = { type: 'object', name, called: false, positional: [], named: {} } as const
  return { ...call, named: { ...call.named, cast: by } }
}

/** The default is cast as well. */
function asked(call: Call, file?: Thing): Thing {
  const key =
    ['option', 'key', 'name'].map((name) => textArgument(call, name, 0)).find((each) => each !== null) ?? null
  if (key === null) return unknownKey
  const otherwise = held(file, key) ?? argument(call, 'default', defaultAt(call)) ?? null
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

/** Keys in INI files are case-insensitive. */
function held(file: Thing | undefined, key: string): Thing | null {
  const [one] = file ? concretes(file) : []
  if (one?.type !== 'dict') return null
  return entry(one, text(key)) ?? entry(one, text(key.toLowerCase()))
}

/** In `starlette` the cast comes first. */
function defaultAt({ positional }: Call): number {
  return isCast(positional[1]) ? 2 : 1
}

function castAt({ positional }: Call): number {
  return isCast(positional[1]) ? 1 : 2
}

function isCast(thing: Thing | undefined): boolean {
  return thing?.type === 'object' && castNamed(thing.name) !== null
}
