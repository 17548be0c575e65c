import { entry, textOf } from '../python/access.ts'
import { lookForced } from '../settings/look.ts'
import { type DerivedValue, type KeyQuestion, text } from './derived-value.ts'
import type { EnvironmentRole } from './reading.ts'

const socket = '/run/postgresql'

/** The database over its socket: the kernel says who connects, so that no password exists. */
export function databaseValue(question: KeyQuestion): DerivedValue | null {
  const { names } = question
  if (names.database === 'own') return null
  return names.database === 'sqlite' ? sqliteValue(question) : postgresqlValue(question)
}

function postgresqlValue(question: KeyQuestion): DerivedValue | null {
  const { key, names } = question
  const parts: Partial<Record<EnvironmentRole, string>> = {
    // The host is given as an option, because django-environ does not decode an escaped one inside the address.s.
    'database-url': `${isGis(question) ? 'postgis' : 'postgres'}://${names.name}@${key.type === 'dsn' ? 'localhost' : ''}/${names.name}?host=${socket}`,
    'database-name': names.name,
    ...access(names.name),
    'database-engine': isGis(question)
      ? 'django.contrib.gis.db.backends.postgis'
      : 'django.db.backends.postgresql',
  }
  const value = parts[key.role]
  if (value === undefined) return null
  if (key.role === 'database-url') return text(urlOrPairs(question, value))
  if (key.role === 'database-name')
    return text(nameOrAddress(question, value, parts['database-url'] ?? value))
  return text(key.role === 'database-engine' ? engineWord(question, value) : value)
}

/** How to connect. Nobody checks the password, but some settings require one. */
function access(name: string): Partial<Record<EnvironmentRole, string>> {
  return {
    'database-user': name,
    'database-password': 'peer',
    'database-host': socket,
    'database-port': '5432',
  }
}

function sqliteValue({ key, names }: KeyQuestion): DerivedValue | null {
  const file = `${names.paths.data}/db.sqlite3`
  const parts: Partial<Record<EnvironmentRole, string>> = {
    'database-url': `sqlite:///${file}`,
    'database-name': file,
    // Without a default, the mere presence of the key makes the settings use a server's database.
    ...(key.needed || key.default !== null ? { 'database-engine': 'django.db.backends.sqlite3' } : {}),
    // The server needs none of these, but the settings may.
    ...(key.needed ? access(names.name) : {}),
  }
  const value = parts[key.role]
  return value === undefined ? null : text(value)
}

function isGis({ settings }: KeyQuestion): boolean {
  return /gis/.test(textOf(entry(settings.values.get('DATABASES'), 'default', 'ENGINE')) ?? '')
}

/** `dbname=shop host=…`, as libpq writes it and Azure provides it; Azure's guide splits it at the spaces. */
function urlOrPairs({ key, names, subject, switches }: KeyQuestion, url: string): string {
  const nameWith = (value: string) => {
    const read = lookForced(subject, { ...switches, [key.name]: value })?.names
    return textOf(entry(read?.get('DATABASES'), 'default', 'NAME'))
  }
  if (!/DSN$|STR(?:ING)?$/i.test(key.name) || nameWith(url) === names.name) return url
  const pairs = `dbname=${names.name} host=${socket} port=5432 user=${names.name} password=peer`
  return nameWith(pairs) === names.name ? pairs : url
}

/** Platforms provide an address under the name of one part, and settings are written for that. */
function nameOrAddress({ key, subject, switches }: KeyQuestion, name: string, address: string): string {
  const reads = lookForced(subject, { ...switches, [key.name]: name })?.evaluation.reads ?? []
  return reads.some((read) => read.key === key.name && read.cast === 'url') ? address : name
}

/** Some settings add the prefix `django.db.backends.` themselves. */
function engineWord({ key, subject, switches }: KeyQuestion, engine: string): string {
  const words = [engine, engine.slice(engine.lastIndexOf('.') + 1)]
  const understood = words.find((word) => {
    const names = lookForced(subject, { ...switches, [key.name]: word })?.names
    return textOf(entry(names?.get('DATABASES'), 'default', 'ENGINE')) === engine
  })
  return understood ?? engine
}
