import { argument, type Call, type Given, type Library, textArgument } from '../expressions/given.ts'
import { ask } from '../machine/environment.ts'
import {
  dict,
  type EnvironmentThing,
  made,
  number,
  type Pair,
  type Thing,
  text,
  textDict,
} from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { cast } from './casts.ts'
import { parsedUrl, plain, type Url } from './urls.ts'

/** What `dj_database_url`, `django-environ` and similar packages make of the scheme. */
const engines: Readonly<Record<string, string>> = {
  postgres: 'django.db.backends.postgresql',
  postgresql: 'django.db.backends.postgresql',
  psql: 'django.db.backends.postgresql',
  pgsql: 'django.db.backends.postgresql',
  postgis: 'django.contrib.gis.db.backends.postgis',
  mysql: 'django.db.backends.mysql',
  mysql2: 'django.db.backends.mysql',
  mysqlgis: 'django.contrib.gis.db.backends.mysql',
  'mysql-connector': 'mysql.connector.django',
  mysqlconnector: 'mysql.connector.django',
  mssql: 'mssql',
  mssqlms: 'mssql',
  sqlite: 'django.db.backends.sqlite3',
  spatialite: 'django.contrib.gis.db.backends.spatialite',
  oracle: 'django.db.backends.oracle',
  oraclegis: 'django.contrib.gis.db.backends.oracle',
  redshift: 'django_redshift_backend',
  cockroach: 'django_cockroachdb',
  timescale: 'timescale.db.backends.postgresql',
  timescalegis: 'timescale.db.backends.postgis',
  'django-postgres-pool': 'django_postgrespool',
}

const parts = ['ENGINE', 'NAME', 'USER', 'PASSWORD', 'HOST', 'PORT']

/** The `DATABASES` entry for a URL. */
export function databaseDict(url: string, options: Given): Thing {
  const parsed = parsedUrl(url)
  const named = options.named['engine']
  const engine = named?.type === 'text' ? named : text(engines[parsed.scheme] ?? parsed.scheme)
  const entries: Record<string, Thing> = { ENGINE: engine, ...fields(parsed), ...ages(options) }
  const asked = [...parsed.query].filter(([name]) => name !== 'conn_max_age')
  const query: [string, Thing][] = asked.map(([name, value]) => [name, text(value)])
  const encrypted = options.named['ssl_require']
  if (encrypted && truth(encrypted)) query.push(['sslmode', text('require')])
  if (query.length > 0) entries['OPTIONS'] = textDict(Object.fromEntries(query))
  return textDict(entries)
}

function fields({ scheme, path, host, port, user, password }: Url): Readonly<Record<string, Thing>> {
  if (scheme === 'sqlite' || scheme === 'spatialite') return { NAME: sqliteName(path, host) }
  return {
    NAME: text(plain(path.replace(/^\//, ''))),
    USER: text(user),
    PASSWORD: text(password),
    HOST: text(host),
    PORT: port === '' ? text('') : number(Number(port)),
  }
}

/** `sqlite:///relative`, `sqlite:////absolute`, `sqlite://:memory:` */
function sqliteName(path: string, host: string): Thing {
  if (host !== '' || path === '') return text(':memory:')
  const name = plain(path.replace(/^\//, ''))
  return text(name === '' ? ':memory:' : name)
}

function ages({ named }: Given): Readonly<Record<string, Thing>> {
  const age = named['conn_max_age']
  const checks = named['conn_health_checks']
  return { ...(age && { CONN_MAX_AGE: age }), ...(checks && { CONN_HEALTH_CHECKS: checks }) }
}

/** Nobody has said yet which database it is. */
export function openDatabase(thing: EnvironmentThing, options: Given): Thing {
  // Missing where the key itself was read, because that may be another file.
  const entries = parts.map((part): Pair => [text(part), { ...thing, place: undefined }])
  const more = Object.entries(ages(options)).map(([name, value]): Pair => [text(name), value])
  return made(dict([...entries, ...more]), thing)
}

export const databaseUrls: Library = {
  'dj_database_url.config': (call) => config(call),
  'dj_database_url.parse': (call) => parse(call),
  'environ.Env.db_url_config': (call) => parse(call),
  'dj_email_url.config': (call) => byUrl(call, 'EMAIL_URL', 'email'),
  'dj_email_url.parse': (call) => (call.positional[0] ? cast(call, call.positional[0], 'email') : null),
  'django_cache_url.config': (call) => byUrl(call, 'CACHE_URL', 'cache'),
  'django_cache_url.parse': (call) => (call.positional[0] ? cast(call, call.positional[0], 'cache') : null),
  'dj_cache_url.config': (call) => byUrl(call, 'CACHE_URL', 'cache'),
  'environ.Env.cache_url_config': (call) =>
    call.positional[0] ? cast(call, call.positional[0], 'cache') : null,
  'environ.Env.email_url_config': (call) =>
    call.positional[0] ? cast(call, call.positional[0], 'email') : null,
}

function config(call: Call): Thing | null {
  const key = textArgument(call, 'env', 0) ?? 'DATABASE_URL'
  const otherwise = argument(call, 'default', 1)
  const useful = otherwise && truth(otherwise) !== false ? otherwise : null
  const asked = {
    frame: call.frame,
    line: call.line,
    literal: true,
    key,
    cast: 'url',
    default: useful,
  } as const
  const { thing } = ask(call.frame, { ...asked, raises: null })
  if (thing.type !== 'none') return cast(call, thing, 'database')
  return openDatabase({ type: 'environment', key, via: thing.via }, call)
}

function parse(call: Call): Thing | null {
  const url = call.positional[0] ?? call.named['url']
  if (!url) return null
  if (url.type === 'none' && url.via?.[0]) {
    return openDatabase({ type: 'environment', key: url.via[0].key, via: url.via }, call)
  }
  return cast(call, url, 'database')
}

function byUrl(call: Call, key: string, to: 'email' | 'cache'): Thing | null {
  const name = textArgument(call, 'env', 0) ?? key
  const otherwise = argument(call, 'default', 1) ?? null
  const asked = {
    line: call.line,
    literal: true,
    key: name,
    cast: 'url',
    default: otherwise,
    raises: null,
  } as const
  const { thing } = ask(call.frame, asked)
  return thing.type === 'none' ? made(dict([]), thing) : cast(call, thing, to)
}

const caches: Readonly<Record<string, string>> = {
  dbcache: 'django.core.cache.backends.db.DatabaseCache',
  db: 'django.core.cache.backends.db.DatabaseCache',
  dummycache: 'django.core.cache.backends.dummy.DummyCache',
  dummy: 'django.core.cache.backends.dummy.DummyCache',
  filecache: 'django.core.cache.backends.filebased.FileBasedCache',
  file: 'django.core.cache.backends.filebased.FileBasedCache',
  locmemcache: 'django.core.cache.backends.locmem.LocMemCache',
  locmem: 'django.core.cache.backends.locmem.LocMemCache',
  memcache: 'django.core.cache.backends.memcached.PyMemcacheCache',
  memcached: 'django.core.cache.backends.memcached.PyMemcacheCache',
  pymemcache: 'django.core.cache.backends.memcached.PyMemcacheCache',
  pymemcached: 'django.core.cache.backends.memcached.PyMemcacheCache',
  redis: 'django_redis.cache.RedisCache',
  rediscache: 'django_redis.cache.RedisCache',
  rediss: 'django_redis.cache.RedisCache',
  hiredis: 'django_redis.cache.RedisCache',
}

export function cacheDict(url: string): Thing {
  const { scheme, host, port, path } = parsedUrl(url)
  const backend = text(caches[scheme] ?? scheme)
  if (/redis/.test(scheme)) return textDict({ BACKEND: backend, LOCATION: text(url) })
  const location = host === '' ? path : `${host}${port && `:${port}`}${path === '/' ? '' : path}`
  return textDict({ BACKEND: backend, LOCATION: text(location) })
}
