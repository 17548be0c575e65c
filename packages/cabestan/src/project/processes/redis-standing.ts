import type { RedisConnection } from '../../render/settings/redis.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import { booleanOf, entry, isSaid, keysBehind, keysOf, numberOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { type RedisHome, type RedisSettings, redisHomes } from './redis-homes.ts'

/** Where the Redis of a place is; null where that cannot be known, or cannot be said by an address. */
export type RedisStanding = RedisConnection | 'environment' | 'elsewhere' | null

export interface KnownEnvironment {
  readonly environment: readonly EnvironmentKey[]
  /** Keys that the owner gives: nobody knows where they lead. */
  readonly given: readonly string[]
}

export interface RedisHomeStanding {
  readonly home: RedisHome
  readonly standing: RedisStanding
}

export function redisStandings(settings: RedisSettings, known: KnownEnvironment): RedisHomeStanding[] {
  return redisHomes(settings).map((home) => ({ home, standing: redisStanding(home, known) }))
}

/** The overlay knows what to put there. */
export function isConnection(standing: RedisStanding): standing is RedisConnection {
  return standing !== null && typeof standing === 'object'
}

/** A Redis on this computer, or in a container beside it, stands for the application's own on the server. */
export function redisStanding(home: RedisHome, known: KnownEnvironment): RedisStanding {
  const { path, value } = home
  if (!isSaid(value)) return { home: path, database: '0', edits: [{ path, is: 'all' }] }
  if (value.type !== 'dict') return urlStanding(home, value, known)
  if (keysOf(value).some((key) => isSaid(entry(value, key)) && otherWay.test(key))) return null
  const url = part(home, 'url')
  return isSaid(url) ? urlStanding(home, url, known) : partsStanding(home, value, known)
}

/** Ways to reach a Redis that no host and port describe. */
const otherWay = /socket_path|sentinel|pool|client$|cache$/i

function urlStanding(home: RedisHome, url: Value, known: KnownEnvironment): RedisStanding {
  const keys = keysBehind(url)
  const text = textOf(url)
  const isWhole = keys.length === 1 && known.environment.some((key) => isValueOf(key, keys[0], text))
  if (keys.length > 0 && (text === null || isWhole || !keys.every((key) => isCabestans(key, known))))
    return 'environment'
  if (text === null) return null
  const [, tls, host = '', path = '', query = ''] = address.exec(text) ?? []
  if (!address.test(text) || !isHere(host)) return 'elsewhere'
  const said = /[?&]db=(\d+)/.exec(query)?.[1] ?? path.slice(1)
  return {
    home: home.path,
    database: said === '' ? databaseOf(part(home, 'db')) : said,
    edits: [
      {
        path: home.value === url ? home.path : [...home.path, named(home, 'url')],
        // The other entries are about the other server's certificates.
        is: { behind: path + (tls ? '' : query) },
      },
      ...withoutTls(home),
    ],
  }
}

const address = /^redis(s?):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?]*)(?::\d*)?(\/\d*)?(\?.*)?$/

/** If one variable is the whole address, the code's default is only a fallback for it. */
function isValueOf({ name, default: usual }: EnvironmentKey, key: string | undefined, text: string | null) {
  return name === key && usual === text
}

function partsStanding(
  home: RedisHome,
  value: Extract<Value, { type: 'dict' }>,
  known: KnownEnvironment,
): RedisStanding {
  const host = part(home, 'host')
  const keys = keysBehind(host)
  if (!keys.every((key) => isCabestans(key, known))) return 'environment'
  if (keys.length === 0) {
    const text = isSaid(host) ? textOf(host) : value.open ? null : ''
    if (text === null || !isHere(text)) return text === null ? null : 'elsewhere'
  } else if (['port', 'password'].every((key) => isFromCabestan(part(home, key), known))) return 'environment'
  const edit = (name: 'host' | 'port' | 'password') =>
    ({ path: [...home.path, named(home, name)], is: name }) as const
  return {
    home: home.path,
    database: databaseOf(part(home, 'db')),
    edits: [
      edit('host'),
      edit('port'),
      edit('password'),
      ...(isSaid(part(home, 'username'))
        ? [{ path: [...home.path, named(home, 'username')], is: 'user' } as const]
        : []),
      ...withoutTls(home),
    ],
  }
}

function withoutTls(home: RedisHome): RedisConnection['edits'] {
  const ssl = part(home, 'ssl')
  return isSaid(ssl) && booleanOf(ssl) !== false
    ? [{ path: [...home.path, named(home, 'ssl')], is: 'plain' }]
    : []
}

function databaseOf(value: Value | undefined): RedisConnection['database'] {
  if (!isSaid(value)) return '0'
  const [key, ...more] = keysBehind(value)
  if (key !== undefined) return more.length === 0 ? { key } : null
  return textOf(value) ?? numberOf(value)?.toString() ?? null
}

/** On this computer, or under a name without a domain, which belongs to a container: no other computer finds it. */
function isHere(host: string): boolean {
  return /^(?:[\w-]*|127(?:\.\d+){3}|0\.0\.0\.0|(?:\[::1\]|::1))$/.test(host)
}

function isFromCabestan(value: Value | undefined, known: KnownEnvironment): boolean {
  const keys = keysBehind(value)
  return keys.length > 0 && keys.every((key) => isCabestans(key, known))
}

function isCabestans(key: string, { environment, given }: KnownEnvironment): boolean {
  return !given.includes(key) && environment.some(({ name, role }) => name === key && role === 'redis-url')
}

const named = ({ capitals }: RedisHome, key: string) => (capitals ? key.toUpperCase() : key)
const part = (home: RedisHome, key: string) =>
  home.value?.type === 'dict' ? entry(home.value, named(home, key)) : undefined
