import { entry, keysBehind, keysOf, valuesOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { composed, type DerivedValue, type KeyQuestion, text } from './derived-value.ts'
import { ownRedis, redisPasswordKey, redisPortKey } from './own-redis.ts'

/** Tasks are in the first database, 0; `cache.clear()` empties a whole database. */
export const firstOfCaches = 1

/** The application's Redis, or the part of its address that the key is named after. */
export function redisValue({ key, names, settings }: KeyQuestion): DerivedValue | null {
  if (!names.redis)
    return key.role === 'cache-url' && !isWithoutServer(key.default) ? text('locmemcache://') : null
  const part = partOfName(key.name) ?? partOfPair(key.name, settings.values.get('CHANNEL_LAYERS'))
  if (part !== undefined) return partValue(part.toUpperCase(), key.name)
  if (key.type === 'boolean' || saysWhether.test(key.name)) return text(yes[key.default ?? ''] ?? 'True')
  if (key.type === 'number' || !isAddress(key.name)) return null
  return composed(...ownRedis(databaseOf(key.name)))
}

function partOfName(name: string): string | undefined {
  return /(?:_|REDIS)(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|PORT|DB|DATABASE|PASSWORD|PASS|USER|USERNAME|SSL|TLS|PROTOCOL|SCHEME)$/i.exec(
    name,
  )?.[1]
}

/** `'hosts': [(host, port)]`: recognised by its position, whatever it is called. */
function partOfPair(name: string, layers: Value | undefined): string | undefined {
  const pairs = keysOf(layers).flatMap((alias) => valuesOf(entry(layers, alias, 'CONFIG', 'hosts')))
  return pairs.flatMap((pair) => {
    const at = pair.type === 'list' ? pair.items.findIndex((item) => keysBehind(item).includes(name)) : -1
    return ['HOST', 'PORT'][at] ?? []
  })[0]
}

/** Each library has its own word for it, and the project's default is in the right one. */
function isWithoutServer(address: string | null): boolean {
  return /^(?:loc|dummy|file|db)\w*:/.test(address ?? '')
}

/** `USE_REDIS`, `REDIS_ENABLED`: whether there is one, for which an address would be no answer. */
const saysWhether = /(?:^|_)(?:USE|ENABLED?|HAS|WITH)(?:_|$)/i

/** The opposite of its default, in the way in which the code writes it. */
const yes: Readonly<Record<string, string>> = { 0: '1', false: 'true', no: 'yes', off: 'on' }

/** `REDIS_KEY_PREFIX`, `REDIS_TIMEOUT` and the like are no addresses. */
function isAddress(name: string): boolean {
  return /(?:URL|URI|DSN|LOCATION|BROKER|BACKEND|CONNECTION|ENDPOINT|SOCKET|REDIS|CACHE|CELERY|CHANNELS?|LAYERS?|QUEUE|RQ)$/i.test(
    name,
  )
}

function databaseOf(name: string): number {
  return /CACHE/i.test(name) ? firstOfCaches : 0
}

function partValue(part: string, key: string): DerivedValue {
  if (/^PASS/.test(part)) return madeOnce(key, redisPasswordKey, 'password')
  if (part === 'PORT') return madeOnce(key, redisPortKey, 'port')
  const words: Readonly<Record<string, string>> = {
    DB: String(databaseOf(key)),
    DATABASE: String(databaseOf(key)),
    SSL: 'False',
    TLS: 'False',
    PROTOCOL: 'redis',
    SCHEME: 'redis',
    // The user where none is named.
    USER: 'default',
    USERNAME: 'default',
  }
  return text(words[part] ?? '127.0.0.1')
}

function madeOnce(key: string, made: string, what: 'password' | 'port'): DerivedValue {
  return key === made ? { type: 'generated', what } : composed({ key: made })
}
