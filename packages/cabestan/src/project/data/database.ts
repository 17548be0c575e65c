import type { Answer } from '../answer.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import { hostElsewhere } from '../hosts.ts'
import {
  alternatives,
  entry,
  installedApps,
  isNone,
  itemsOf,
  keysBehind,
  keysOf,
  placesOf,
  textOf,
} from '../python/access.ts'
import { checkout, shownPath, treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import { givenDatabase } from '../settings/production-look.ts'
import { joined } from '../tree/source-paths.ts'
import type { DatabaseReading } from './reading.ts'

export interface DatabaseQuestion {
  readonly values: ReadonlyMap<string, Value>
  readonly environment: readonly EnvironmentKey[]
  /** Names of the packages that the project depends on, normalised as on PyPI. */
  readonly packages: ReadonlySet<string>
  /** The directory in which commands run, which relative paths start from. */
  readonly directory: string
}

type Engine = NonNullable<DatabaseReading['engine']['value']>

/** Unless somebody says otherwise only SQLite stays what it is, and everything else moves to PostgreSQL. */
export function databaseByDefault(engine: Engine | null): 'sqlite' | 'postgresql' {
  return engine === 'sqlite' ? 'sqlite' : 'postgresql'
}

/**
 * For an owner who says that the database is theirs: a file in the checkout would be replaced by the next release.
 */
export function wantsAddress({ engine, given }: Pick<DatabaseReading, 'engine' | 'given'>): boolean {
  return engine.value === 'sqlite' && given === 'literal'
}

export function readDatabase(question: DatabaseQuestion): Omit<DatabaseReading, 'extensions'> {
  const databases = question.values.get('DATABASES')
  const main = entry(databases, 'default')
  const engine = engineOf(question, main)
  return {
    engine,
    gis: isGis(question.values, main),
    name: nameOf(main, engine.value, question.directory),
    host: hostOf(main),
    given: givenBy(main, question.environment),
    aliases: keysOf(databases).filter((alias) => alias !== 'default' && isDatabase(entry(databases, alias))),
    ...(databases === undefined && engine.value === null ? { missing: true } : {}),
  }
}

function engineOf(question: DatabaseQuestion, main: Value | undefined): Answer<Engine> {
  const said = entry(main, 'ENGINE')
  const places = placesOf(said ?? main ?? question.values.get('DATABASES'))
  const [engine, ...others] = new Set(alternatives(said).flatMap((each) => engineNamed(textOf(each)) ?? []))
  // Which of them is used depends on something that is not known.
  if (others.length > 0) return { value: null, certainty: 'guessed', places }
  const keys = keysBehind(said)
  const isLater = keys.length > 0 || keysBehind(main).some(isUrlOf(question.environment))
  if (engine && !isLater) return { value: engine, certainty: 'stated', places }
  if (isWithout(question, main)) return { value: 'none', certainty: 'derived', places }
  return { ...givenLater(question, engine ?? null), places }
}

function hostOf(main: Value | undefined): string | null {
  return hostElsewhere(textOf(entry(main, 'HOST'))?.trim() ?? '')
}

const engineWords: readonly (readonly [RegExp, Engine])[] = [
  [/sqlite|spatialite|sqlcipher/i, 'sqlite'],
  [/postg|psycopg|psql|timescale|cockroach|^pg/i, 'postgresql'],
  // PlanetScale and TiDB speak MySQL's protocol.
  [/mysql|mariadb|psdb|tidb/i, 'mysql'],
  [/oracle/i, 'oracle'],
  [/mssql|sql_server|sqlserver/i, 'mssql'],
  [/\bdummy\b/, 'none'],
]

/** `django.db.backends.` is a blank in templates of projects that nobody filled in. */
function engineNamed(name: string | null): Engine | null {
  if (name === null || /(?:^|\.)$/.test(name)) return null
  return engineWords.find(([word]) => word.test(name))?.[1] ?? 'other'
}

/** Django runs without any. If the settings name none, the database may belong to another package. */
function isWithout({ values, environment }: DatabaseQuestion, main: Value | undefined): boolean {
  const databases = values.get('DATABASES')
  if (environment.some(isAddress)) return false
  // They are filled in where there are keys that nobody has set yet.
  if (environment.some(({ role }) => role.startsWith('database-'))) return false
  if (databases !== undefined) return isEmpty(databases) || (main !== undefined && isEmpty(main))
  const { items, complete } = itemsOf(values.get('INSTALLED_APPS'))
  return (
    complete && !items.some((app) => /^django\.contrib\.(auth|admin|contenttypes|sessions|sites)\b/.test(app))
  )
}

/**
 * Where the environment decides, the code's default is what development has: the driver of a server that is
 * installed says what production has.
 */
function givenLater(
  { environment, packages }: DatabaseQuestion,
  byDefault: Engine | null,
): Omit<Answer<Engine>, 'places'> {
  const asked = environment.filter((key) => isAddress(key) || key.role === 'database-engine')
  const defaults = asked.flatMap((key) => engineNamed(key.default?.split(':')[0] ?? null) ?? [])
  const [named = byDefault] = defaults.filter((engine) => engine !== 'other')
  const drivers = driversAmong(packages)
  const [driver, ...more] = drivers
  if (named !== null && (!driver || drivers.includes(named))) return { value: named, certainty: 'derived' }
  if (asked.length === 0 && named === null) return { value: null, certainty: 'guessed' }
  return { value: driver ?? 'postgresql', certainty: driver && more.length === 0 ? 'derived' : 'guessed' }
}

function driversAmong(packages: ReadonlySet<string>): Engine[] {
  const drivers: readonly (readonly [Engine, readonly string[]])[] = [
    ['postgresql', ['psycopg2', 'psycopg2-binary', 'psycopg', 'psycopg-binary', 'psycopg2cffi', 'pg8000']],
    ['mysql', ['mysqlclient', 'pymysql', 'mysql-connector-python', 'mysql-python']],
    ['oracle', ['cx-oracle', 'oracledb']],
    ['mssql', ['mssql-django', 'django-mssql-backend']],
  ]
  return drivers.flatMap(([engine, names]) => (names.some((name) => packages.has(name)) ? [engine] : []))
}

function isGis(values: ReadonlyMap<string, Value>, main: Value | undefined): boolean {
  const engines = alternatives(entry(main, 'ENGINE')).map(textOf)
  if (engines.some((engine) => /gis|spatialite/.test(engine ?? ''))) return true
  return installedApps(values).includes('django.contrib.gis')
}

/** SQLite's file as a path of the tree where it is inside, otherwise the name from the settings. */
function nameOf(main: Value | undefined, engine: Engine | null, directory: string): string | null {
  const name = textOf(entry(main, 'NAME'))
  if (name === null || name === '' || name.startsWith(':memory:')) return name || null
  if (engine === 'sqlite') return pathIn(name, directory)
  // Neither a developer's default nor a value that was given for the reading is the name of a server's database.
  if (name === givenDatabase && keysBehind(entry(main, 'NAME')).length > 0) return null
  return name.startsWith(checkout) || /\.(sqlite3?|db)$/.test(name) ? null : name
}

/** A path from the settings as a path of the tree, or unchanged where it is outside. */
function pathIn(text: string, directory: string): string {
  const inside = treePathOf(text)
  if (inside !== null) return inside
  return text.startsWith('/') || /^[A-Za-z]:/.test(text)
    ? shownPath(text)
    : joined(directory, text.replace(/^(\.\/)+/, ''))
}

function givenBy(main: Value | undefined, environment: readonly EnvironmentKey[]): DatabaseReading['given'] {
  const known = alternatives(main).filter((each) => !isNone(each) && !isEmpty(each))
  const [only, ...others] = new Set(known.map((each) => wayOf(each, environment)))
  if (only !== undefined) return others.length === 0 ? only : 'mixed'
  return environment.some(isAddress) ? 'url' : 'unknown'
}

/** `OPTIONS` that slipped out of the entry above names no engine, so there is nothing to ask about. */
function isDatabase(value: Value | undefined): boolean {
  return value?.type !== 'dict' || value.open === true || entry(value, 'ENGINE') !== undefined
}

function isEmpty(value: Value): boolean {
  return value.type === 'dict' && value.entries.length === 0 && !value.open
}

function wayOf(value: Value, environment: readonly EnvironmentKey[]): DatabaseReading['given'] {
  const keys = connectionKeys(value)
  const isUrl = isUrlOf(environment)
  if (keys.length > 0 && keys.every(isUrl)) return 'url'
  if (keys.some(isUrl)) return 'mixed'
  if (value.type === 'object') return /database_url|\bdb(_url)?$/i.test(value.name) ? 'url' : 'unknown'
  if (value.type !== 'dict') return 'unknown'
  if (keys.length > 0) return isMostlyGiven(value) ? 'variables' : 'mixed'
  // Written out in full, and replaced where an address is given.
  return environment.some(isAddress) ? 'mixed' : 'literal'
}

/** How long a connection is kept says nothing about where it leads. */
function connectionKeys(value: Value): readonly string[] {
  if (value.type !== 'dict') return keysBehind(value)
  const parts = ['ENGINE', 'NAME', 'USER', 'PASSWORD', 'HOST', 'PORT'].map((name) => entry(value, name))
  return [...new Set([...(value.from ?? []), ...parts.flatMap(keysBehind)])]
}

/** A key that is only part of something, as in the address of a vault, does not tell which database it is. */
function isAddress({ name, role }: EnvironmentKey): boolean {
  return role === 'database-url' && /URL|URI|DSN|DB|DATABASE|SQL|POSTGRES|PG|ADDON/i.test(name)
}

function isUrlOf(environment: readonly EnvironmentKey[]): (key: string) => boolean {
  const urls = new Set(environment.filter(isAddress).map(({ name }) => name))
  return (key) => urls.has(key) || /(DATABASE|DB|POSTGRES\w*|MYSQL)_(URL|URI)$/.test(key)
}

/** Three of the four parts of a connection; a password alone leaves the rest as written. */
function isMostlyGiven(value: Value): boolean {
  const parts = ['NAME', 'USER', 'PASSWORD', 'HOST'].map((name) => entry(value, name))
  return parts.filter((part) => keysBehind(part).length > 0).length >= 3
}
