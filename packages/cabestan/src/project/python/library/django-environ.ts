import { argument, type Call, knownItems, type Library, textArgument } from '../expressions/given.ts'
import { ask, environmentKey, isSet, unknownKey } from '../machine/environment.ts'
import { posixJoin } from '../posix-path.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import type { Kind } from '../things/kinds.ts'
import { up } from '../things/operators.ts'
import { absolutePath } from '../things/paths.ts'
import { entry } from '../things/subscripts.ts'
import { type NativeThing, native, none, type Thing, text, textDict } from '../things/thing.ts'
import { type Cast, cast, castBy, castNamed, castOf } from './casts.ts'
import { readDotenv } from './dotenv.ts'

/** `environ.Env(DEBUG=(bool, False))`: casts and defaults of its keys. */
export const djangoEnviron: Library = {
  'environ.Env': (call) => made(call),
  'environ.FileAwareEnv': (call) => made(call),
  'environ.Env.unset': () => native('environ.Env'),
  'environ.Env.read_env': (call) => readEnv(call),
  'environ.FileAwareEnv.read_env': (call) => readEnv(call),
  'environ.environ.Env': (call) => made(call),
  'environ.Path': (call) => {
    const parts = call.positional.map(written)
    if (!parts.every((part) => part !== null)) return null
    return text(absolutePath(call.frame, posixJoin(...parts)), 'path')
  },
  'unipath.Path': (call) => {
    const parts = call.positional.map(written)
    return parts.every((part) => part !== null) ? text(posixJoin(...parts), 'path') : null
  },
  'unipath.FSPath': (call) => libraryPath(call),
  'path.Path': (call) => libraryPath(call),
  'path.path': (call) => libraryPath(call),
  path: (call) => libraryPath(call),
}

function libraryPath(call: Call): Thing | null {
  const path = written(call.positional[0])
  return path === null ? null : text(up(path, 0), 'path')
}

function made(call: Call): Thing {
  return native('environ.Env', { scheme: textDict(call.named) })
}

function readEnv(call: Call): Thing {
  const file = argument(call, 'env_file', 0)
  return readDotenv(call, file ?? null, call.named['overwrite'] ?? call.named['override'])
}

export const djangoEnvironKind: Kind = {
  attribute: (_frame, _native, { name }) => (name === 'ENVIRON' ? native('os.environ') : null),
  call: (call, env) => {
    // `env(var, cast=None, default=NOTSET)`
    const otherwise = argument(call, 'default', 2)
    return asked(call, env, { by: argument(call, 'cast', 1), to: null, default: otherwise ?? null })
  },
  item: (site, env, key) => {
    const call: Call = { ...site, place: { file: '' }, positional: [key], named: {}, open: false }
    return asked(call, env, { by: undefined, to: null, default: null })
  },
  contains: (site, _env, key) => {
    const name = environmentKey(key)
    return name === null ? unknownKey : isSet(site.frame, { ...site, key: name, default: null, raises: null })
  },
  method: (call, env, name) => {
    if (name === 'read_env') return readEnv(call)
    if (name === 'prefix' || name === 'scheme') return null
    if (name === 'get_value') {
      return asked(call, env, {
        by: argument(call, 'cast', 1),
        to: null,
        default: argument(call, 'default', 2) ?? null,
      })
    }
    const to = name === 'parse' ? null : castNamed(name === 'db_url' || name === 'db' ? 'db' : name)
    if (!to) return null
    // `env.list(var, cast=None, default=…)` has its default after a cast.
    const behind = to === 'list' || to === 'tuple' || to === 'dict' || to === 'set'
    return asked(call, env, { by: undefined, to, default: argument(call, 'default', behind ? 2 : 1) ?? null })
  },
}

interface Wanted {
  readonly by: Thing | undefined
  readonly to: Cast | null
  readonly default: Thing | null
}

const standing: Partial<Record<Cast, string>> = {
  database: 'DATABASE_URL',
  cache: 'CACHE_URL',
  email: 'EMAIL_URL',
  search: 'SEARCH_URL',
}

function asked(call: Call, env: NativeThing, wanted: Wanted): Thing {
  const known =
    textArgument(call, 'var', 0) ?? (wanted.to && call.positional.length === 0 ? standing[wanted.to] : null)
  if (known === null || known === undefined) return unknownKey
  const scheme = schemeOf(env, known)
  const otherwise = wanted.default ?? scheme.default
  const by = wanted.by ?? scheme.by
  const to = wanted.to ?? (by === undefined ? castLike(otherwise) : null)
  const castSaid = to ? castOf(to) : castSaidBy(by)
  const question = {
    line: call.line,
    literal: call.literal || call.positional.length === 0,
    key: `${prefixOf(env)}${known}`,
  }
  const answer = ask(call.frame, {
    ...question,
    cast: castSaid,
    default: otherwise?.type === 'none' ? null : otherwise,
    raises: otherwise ? null : 'ImproperlyConfigured',
  })
  const database = to === 'database' || to === 'cache' || to === 'email'
  // A default is returned unchanged; only URLs are always parsed.
  if (!answer.given && !database) return answer.thing
  return to ? cast(call, answer.thing, to) : castBy(call, answer.thing, by)
}

/** Without a cast, a value gets the type of the default (`smart_cast`). */
function castLike(otherwise: Thing | null): Cast | null {
  const [one] = otherwise ? concretes(otherwise) : []
  switch (one?.type) {
    case 'boolean':
    case 'number':
    case 'list':
    case 'dict':
      return one.type
    default:
      return null
  }
}

function castSaidBy(by: Thing | undefined): ReturnType<typeof castOf> {
  if (by?.type === 'box') return 'list'
  const named = by?.type === 'object' ? castNamed(by.name) : null
  return named ? castOf(named) : 'text'
}

function prefixOf({ data }: NativeThing): string {
  return data['prefix']?.type === 'text' ? data['prefix'].text : ''
}

interface Scheme {
  readonly by: Thing | undefined
  readonly default: Thing | null
}

/** `DEBUG=(bool, False)`, or only `DEBUG=bool`. */
function schemeOf({ data }: NativeThing, key: string): Scheme {
  const [scheme] = concretes(data['scheme'] ?? none)
  const found = scheme?.type === 'dict' ? entry(scheme, text(key)) : null
  if (!found) return { by: undefined, default: null }
  const items = found.type === 'box' ? knownItems(found) : null
  return items?.length === 2 ? { by: items[0], default: items[1] ?? null } : { by: found, default: null }
}
