import { entry, keysBehind, keysOf, textOf } from '../python/access.ts'
import type { Names, Value } from '../python/values.ts'
import type { EnvironmentRole } from './reading.ts'

/** What each key of the environment becomes in the settings that are made from it. */
export function rolesByFlow(names: Names): ReadonlyMap<string, EnvironmentRole> {
  const found = new Map<string, EnvironmentRole>()
  for (const [role, value] of destinations(names))
    for (const key of keysBehind(value)) if (!found.has(key)) found.set(key, role)
  return found
}

type Destination = readonly [EnvironmentRole, Value | undefined]

/** The order matters: a key that becomes the site's secret key is that, whatever else is made from it. */
function destinations(names: Names): Destination[] {
  return [
    ['secret-key', names.get('SECRET_KEY')],
    ...tokenKey(names),
    ...databaseParts(names),
    ['hosts', names.get('ALLOWED_HOSTS')],
    ['origins', names.get('CSRF_TRUSTED_ORIGINS')],
    ['cross-origins', names.get('CORS_ALLOWED_ORIGINS') ?? names.get('CORS_ORIGIN_WHITELIST')],
    ...cacheParts(names),
    ['broker-url', names.get('CELERY_BROKER_URL') ?? names.get('BROKER_URL')],
    ['broker-url', names.get('CELERY_RESULT_BACKEND')],
    ...mailParts(names),
    ['static-root', names.get('STATIC_ROOT')],
    ['media-root', names.get('MEDIA_ROOT')],
  ]
}

/**
 * SimpleJWT, and its counterpart for Ninja, sign with the site's key unless another is named; only a pair of keys is
 * its owner's.
 */
function tokenKey(names: Names): Destination[] {
  return ['SIMPLE_JWT', 'NINJA_JWT'].flatMap((setting): Destination[] => {
    const tokens = names.get(setting)
    const algorithm = textOf(entry(tokens, 'ALGORITHM')) ?? 'HS256'
    return algorithm.startsWith('HS') ? [['secret-key', entry(tokens, 'SIGNING_KEY')]] : []
  })
}

const parts: readonly (readonly [string, EnvironmentRole])[] = [
  ['NAME', 'database-name'],
  ['USER', 'database-user'],
  ['PASSWORD', 'database-password'],
  ['HOST', 'database-host'],
  ['PORT', 'database-port'],
  ['ENGINE', 'database-engine'],
]

/** If one key is behind every part, it is an address that all of them are taken from. */
function databaseParts(names: Names): Destination[] {
  const database = entry(names.get('DATABASES'), 'default')
  const behind = parts.map(([part]) => keysBehind(entry(database, part)))
  const common = behind[0]?.filter((key) => behind.filter((keys) => keys.includes(key)).length > 2) ?? []
  if (database && common.length > 0) return [['database-url', { type: 'unknown', why: '', from: common }]]
  if (keysOf(database).length === 0) return [['database-url', database]]
  return parts.map(([part, role]) => [role, entry(database, part)])
}

function cacheParts(names: Names): Destination[] {
  const caches = keysOf(names.get('CACHES')).map((alias) => entry(names.get('CACHES'), alias))
  const layers = keysOf(names.get('CHANNEL_LAYERS')).map((alias) =>
    entry(names.get('CHANNEL_LAYERS'), alias, 'CONFIG', 'hosts'),
  )
  return [
    ...caches.map((cache): Destination => {
      const isRedis = /redis/i.test(textOf(entry(cache, 'BACKEND')) ?? '')
      return [isRedis ? 'redis-url' : 'cache-url', entry(cache, 'LOCATION')]
    }),
    ...layers.map((hosts): Destination => ['redis-url', hosts]),
  ]
}

function mailParts(names: Names): Destination[] {
  const settings = [
    'EMAIL_HOST',
    'EMAIL_PORT',
    'EMAIL_HOST_USER',
    'EMAIL_HOST_PASSWORD',
    'EMAIL_USE_TLS',
    'EMAIL_USE_SSL',
    'EMAIL_BACKEND',
    'DEFAULT_FROM_EMAIL',
    'SERVER_EMAIL',
    'EMAIL_TIMEOUT',
    'EMAIL_SUBJECT_PREFIX',
  ]
  return settings.map((setting) => ['email', names.get(setting)])
}
