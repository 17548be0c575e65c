import { entry, textOf } from '../python/access.ts'
import { lookForced } from '../settings/look.ts'
import { type DerivedValue, type KeyQuestion, text } from './derived-value.ts'
import type { EnvironmentRole } from './reading.ts'

const socket = '/run/postgresql'

/** The database by its socket: whoever asks is who they are, so that no password exists. */
export function databaseValue(question: KeyQuestion): DerivedValue | null {
  const { names } = question
  if (names.database === 'own') return null
  return names.database === 'sqlite' ? sqliteValue(question) : postgresqlValue(question)
}

function postgresqlValue(question: KeyQuestion): DerivedValue | null {
  const { key, names } = question
  const parts: Partial<Record<EnvironmentRole, string>> = {
    // The host as an option: django-environ leaves an escaped one in the address as it is.
    // pydantic wants a host besides; what is said behind it counts.
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

/** How it is reached. Nobody asks for the password; some settings want one all the same. */
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
    // Without a default, that it is there is what turns the settings to the database of a server.
    ...(key.needed || key.default !== null ? { 'database-engine': 'django.db.backends.sqlite3' } : {}),
    // It asks for none of these, and the settings may.
    ...(key.needed ? access(names.name) : {}),
  }
  const value = parts[key.role]
  return value === undefined ? null : text(value)
}

function isGis({ settings }: KeyQuestion): boolean {
  return /gis/.test(textOf(entry(settings.values.get('DATABASES'), 'default', 'ENGINE')) ?? '')
}

/** `dbname=shop host=…`, as libpq writes it and Azure gives it; its own guide takes it apart at the spaces. */
function urlOrPairs({ key, names, subject, switches }: KeyQuestion, url: string): string {
  const nameWith = (value: string) => {
    const read = lookForced(subject, { ...switches, [key.name]: value })?.names
    return textOf(entry(read?.get('DATABASES'), 'default', 'NAME'))
  }
  if (!/DSN$|STR(?:ING)?$/i.test(key.name) || nameWith(url) === names.name) return url
  const pairs = `dbname=${names.name} host=${socket} port=5432 user=${names.name} password=peer`
  return nameWith(pairs) === names.name ? pairs : url
}

/** Platforms give an address under the name of a part, and settings are written for that. */
function nameOrAddress({ key, subject, switches }: KeyQuestion, name: string, address: string): string {
  const reads = lookForced(subject, { ...switches, [key.name]: name })?.evaluation.reads ?? []
  return reads.some((read) => read.key === key.name && read.cast === 'url') ? address : name
}

/** Some settings put `django.db.backends.` in front by themselves. */
function engineWord({ key, subject, switches }: KeyQuestion, engine: string): string {
  const words = [engine, engine.slice(engine.lastIndexOf('.') + 1)]
  const understood = words.find((word) => {
    const names = lookForced(subject, { ...switches, [key.name]: word })?.names
    return textOf(entry(names?.get('DATABASES'), 'default', 'ENGINE')) === engine
  })
  return understood ?? engine
}
