import { compareSeries } from '../../runtime/series.ts'
import type { DependencyInput } from '../input.ts'
import { isHeldBelow } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { AddedWhy, Dependencies } from '../reading.ts'

export type Added = Dependencies['added'][number]

/** The series that were decided, and what is installed already. */
export interface Installed {
  readonly packages: readonly Wanted[]
  readonly django: string | null
  readonly python: string | null
}

/** The server program for the project's pages. */
export function servers({ interface: kind }: DependencyInput, { packages }: Installed): Added[] {
  const names = new Set(packages.map(({ name }) => name))
  const gunicorn = names.has('gunicorn') ? [] : [added('gunicorn', '>=21', 'server')]
  if (kind !== 'asgi') return gunicorn
  const uvicorn = packages.find(({ name }) => name === 'uvicorn')
  const standard = uvicorn?.extras.includes('standard') ? [] : [added('uvicorn[standard]', '', 'server')]
  // Since uvicorn 0.30 the worker for gunicorn is a package of its own.
  const own = uvicorn !== undefined && isHeldBelow(uvicorn, '0.30')
  return [
    ...gunicorn,
    ...standard,
    ...(own || names.has('uvicorn-worker') ? [] : [added('uvicorn-worker', '', 'server')]),
  ]
}

/** The driver for the database; for PostgreSQL, one that this Django knows. */
export function drivers({ engine, gis }: DependencyInput, installed: Installed): Added[] {
  const names = new Set(installed.packages.map(({ name }) => name))
  const has = (...any: readonly string[]) => any.some((name) => names.has(name))
  if (engine === 'postgresql' || (gis && engine !== 'sqlite' && engine !== 'mysql'))
    return has(...postgres) ? [] : [postgresDriver(installed.django)]
  if (engine === 'mysql')
    return has('mysqlclient', 'pymysql', 'mysql-connector-python', 'mysql-python')
      ? []
      : [added('mysqlclient', '', 'driver')]
  if (engine === 'oracle')
    return has('oracledb', 'cx-oracle')
      ? []
      : [added(isOlder(installed.django, '5.0') ? 'cx-oracle' : 'oracledb', '', 'driver')]
  if (engine === 'mssql')
    return has('mssql-django', 'django-mssql-backend', 'django-pyodbc-azure')
      ? []
      : [added('mssql-django', '', 'driver')]
  return []
}

/** Each of these brings psycopg or psycopg2. */
const postgres = [
  'psycopg',
  'psycopg-binary',
  'psycopg-c',
  'psycopg2',
  'psycopg2-binary',
  'psycopg2cffi',
  'django-heroku',
  'django-on-heroku',
]

function postgresDriver(django: string | null): Added {
  if (!isOlder(django, '4.2')) return added('psycopg[binary]', '>=3.1.8', 'driver')
  // psycopg2 2.9 reports the time zone in a way that Django before 3.1 rejects.
  return added('psycopg2-binary', isOlder(django, '3.1') ? '<2.9' : '>=2.8.6', 'driver')
}

export function isOlder(django: string | null, series: string): boolean {
  return django !== null && compareSeries(django, series) < 0
}

export function redisClient({ redis }: DependencyInput, { packages }: Installed): Added[] {
  const brings = [
    'redis',
    'django-redis',
    'channels-redis',
    'rq',
    'django-rq',
    'django-redis-cache',
    'redis-py-cluster',
    'valkey',
    'django-valkey',
    'django-cacheops',
    'hiredis',
  ]
  const has = packages.some(({ name, extras }) => brings.includes(name) || extras.includes('redis'))
  if (!redis) return []
  return has ? [] : [added('redis', '', 'driver')]
}

export function added(name: string, specifier: string, why: AddedWhy): Added {
  return { name, specifier, why }
}
