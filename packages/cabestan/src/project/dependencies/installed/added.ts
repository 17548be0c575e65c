import { lt } from '@renovatebot/pep440'
import { compareSeries } from '../../runtime/series.ts'
import type { SourceFile } from '../code/own-code.ts'
import type { DependencyInput } from '../input.ts'
import { isHeldBelow } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { AddedWhy, Dependencies } from '../reading.ts'
import { companions, suitingCode, suitingDjango, suitingSettings } from './compatible.table.ts'
import { bringingPsycopg2 } from './kinship.table.ts'

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

function isOlder(django: string | null, series: string): boolean {
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

/**
 * What a package imports and does not name, where nothing else brings it. Celery's way to Redis does so since kombu
 * 5.5, which names it for its extra alone since 5.7.
 */
export function unnamed({ redis }: DependencyInput, { packages }: Installed): Added[] {
  const find = (wanted: string) => packages.find(({ name }) => name === wanted)
  const [celery, kombu, gunicorn] = [find('celery'), find('kombu'), find('gunicorn')]
  const names =
    celery?.extras.includes('redis') ||
    (kombu !== undefined && isHeldBelow(kombu, '5.7')) ||
    (gunicorn !== undefined && isHeldBelow(gunicorn, '26.1') && !isHeldBelow(gunicorn, '21'))
  const imports = (redis && celery !== undefined) || find('django-bootstrap4-form') !== undefined
  return !imports || find('packaging') !== undefined || names ? [] : [added('packaging', '', 'driver')]
}

/** What must be held back beside the project's own words, so that unpinned packages go with its Django and its code. */
export function constraints(
  input: DependencyInput,
  installed: Installed,
  files: readonly SourceFile[],
): Added[] {
  const free = installed.packages.filter(
    ({ from, specifier }) => from === 'index' && !/[<=~]/.test(specifier),
  )
  const settings = input.settingsFiles.map((path) => input.tree.text(path) ?? '').join('\n')
  const apps = input.installedApps.map(({ name }) => name).join(' ')
  const found = [
    ...free.flatMap(({ name }) => byDjango(name, installed.django)),
    ...free.flatMap(({ name }) => byCode(name, files)),
    ...free.flatMap(({ name }) => bySettings(name, `${settings}\n${apps}`)),
    ...psycopg2BesideOldDjango(free, installed),
    ...channelsForSockets(free, files),
    ...byCompanion(installed),
    ...celeryOnPython37(installed),
  ]
  return together(found)
}

/** The last Celery and kombu for it use entry points in a way that importlib-metadata 5 does not support. */
function celeryOnPython37({ packages, python }: Installed): Added[] {
  const has = (wanted: string) => packages.some(({ name }) => name === wanted)
  return python === '3.7' && has('celery') && !has('importlib-metadata')
    ? [added('importlib-metadata', '<5', 'compatible')]
    : []
}

function byDjango(name: string, django: string | null): Added[] {
  const rows = Object.hasOwn(suitingDjango, name) ? (suitingDjango[name] ?? []) : []
  const row = django === null ? undefined : rows.find(([upTo]) => compareSeries(django, upTo) <= 0)
  return row === undefined ? [] : [added(name, row[1], 'compatible')]
}

function byCode(name: string, files: readonly SourceFile[]): Added[] {
  const found = suitingCode.find(
    (each) => each.name === name && files.some(({ imports }) => imports.some((one) => isImport(one, each))),
  )
  return found === undefined ? [] : [added(name, found.specifier, 'compatible')]
}

function isImport(
  { module, names }: SourceFile['imports'][number],
  suiting: (typeof suitingCode)[number],
): boolean {
  const { module: wanted, imports } = suiting
  if (imports !== undefined) return module === wanted && names.some((name) => imports.test(name))
  return (
    module === wanted ||
    module.startsWith(`${wanted}.`) ||
    names.some((name) => `${module}.${name}` === wanted)
  )
}

function bySettings(name: string, settings: string): Added[] {
  const found = suitingSettings.find((each) => each.name === name && !each.unless.test(settings))
  return found === undefined || settings.trim() === '' ? [] : [added(name, found.specifier, 'compatible')]
}

function psycopg2BesideOldDjango(free: readonly Wanted[], { packages, django }: Installed): Added[] {
  if (!isOlder(django, '3.1')) return []
  const driver = free.find(({ name }) => name === 'psycopg2' || name === 'psycopg2-binary')
  if (driver !== undefined) return [added(driver.name, '<2.9', 'compatible')]
  const isBrought = packages.some(({ name }) => bringingPsycopg2.has(name))
  return isBrought && !packages.some(({ name }) => name === 'psycopg2')
    ? [added('psycopg2', '<2.9', 'compatible')]
    : []
}

/**
 * A router for websockets alone: up to version 3 Channels passed plain requests to Django itself, and from 4 on it
 * fails.
 */
function channelsForSockets(free: readonly Wanted[], files: readonly SourceFile[]): Added[] {
  const isFree = free.some(({ name }) => name === 'channels')
  const routers = files.filter(({ text }) => /\bProtocolTypeRouter\(/.test(text))
  const isForSockets =
    routers.length > 0 &&
    routers.every(({ text }) => /['"]websocket['"]/.test(text) && !/['"]http['"]/.test(text))
  return isFree && isForSockets ? [added('channels', '<4', 'compatible')] : []
}

function byCompanion({ packages, django }: Installed): Added[] {
  const isOld = (upTo: string | undefined) =>
    upTo !== undefined && django !== null && compareSeries(django, upTo) <= 0
  return companions
    .filter(({ of, below: limit, upTo }) =>
      packages.some((each) => each.name === of && (isOld(upTo) || isHeldBelow(each, limit))),
    )
    .filter(({ beside }) => beside === undefined || packages.some(({ name }) => name === beside))
    .filter(
      ({ name, specifier }) => !packages.some((each) => each.name === name && isSatisfied(each, specifier)),
    )
    .map(({ name, specifier }) => added(name, specifier, 'compatible'))
}

function isSatisfied(wanted: Wanted, specifier: string): boolean {
  return isHeldBelow(wanted, specifier.replace('<', ''))
}

/** One line for each package, with the strictest condition. */
function together(found: readonly Added[]): Added[] {
  const byName = Map.groupBy(found, ({ name }) => name)
  return [...byName.values()].flatMap((several) => {
    const [first] = several.toSorted((one, other) => (lt(limitOf(one), limitOf(other)) ? -1 : 1))
    return first === undefined ? [] : [first]
  })
}

function limitOf({ specifier }: Added): string {
  return specifier.replace(/^[<=]+/, '')
}

export function added(name: string, specifier: string, why: AddedWhy): Added {
  return { name, specifier, why }
}
