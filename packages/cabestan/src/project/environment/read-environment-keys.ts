import type { Place } from '../answer.ts'
import { entry, keysBehind, numberOf, textOf } from '../python/access.ts'
import type { EnvironmentRead, Names, Value } from '../python/values.ts'
import { lookAsWritten, type Subject } from '../settings/look.ts'
import { productionLook } from '../settings/production-look.ts'
import type { SettingsReading } from '../settings/reading.ts'
import { switchesOf } from '../settings/switch-environment.ts'
import { isPlatform } from '../settings/switch-options.ts'
import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import { codeReads } from './code-reads.ts'
import { mailPart } from './derived-mail.ts'
import { rolesByFlow } from './flow.ts'
import { keysOfFurtherDatabases } from './further-databases.ts'
import type { EnvironmentKey, EnvironmentRole } from './reading.ts'
import { isSecretName, roleOfName } from './role-of-name.ts'

export interface EnvironmentInput {
  readonly tree: Tree
  readonly where: Where
  readonly settings: SettingsReading
}

/**
 * Every key of the environment that the project reads. Needed are those without which its settings cannot be
 * imported.
 */
export function readEnvironmentKeys({ tree, where, settings }: EnvironmentInput): EnvironmentKey[] {
  const module = settings.module.value
  if (module === null) return []
  const subject: Subject = { tree, pythonPath: where.pythonPath, module, className: settings.className }
  const seen = productionLook(subject, switchesOf(settings))
  const production = seen?.forced
  const written = lookAsWritten(subject, {})
  const reads = [...(production?.evaluation.reads ?? []), ...(written?.evaluation.reads.map(notNeeded) ?? [])]
  // If there is an address for the database, the parts that it replaces can only be found in the settings' text.
  const roles = new Map([
    ...rolesByFlow(written?.names ?? new Map()),
    ...rolesByFlow(production?.names ?? new Map()),
  ])
  const inSettings = keysFrom(reads, {
    settings,
    roles,
    databases: new Set([written, production].flatMap((look) => keysBehind(look?.names.get('DATABASES')))),
    further: new Set(
      [written, production].flatMap((look) => keysOfFurtherDatabases(look?.names ?? new Map())),
    ),
    names: production?.names ?? new Map(),
  })
  const known = new Set(inSettings.map(({ name }) => name))
  const ofSite = new Set(inSettings.map(({ role }) => role))
  const inCode = codeReads(tree, where, settings).filter(({ name }) => !known.has(name))
  return [...inSettings, ...inCode.map((key) => (isBesideSite(key, ofSite) ? asOwn(key) : key))]
}

/** Code that reads the parts of a database while the settings use other keys connects to another database. */
function isBesideSite({ role }: EnvironmentKey, ofSite: ReadonlySet<EnvironmentRole>): boolean {
  return role.startsWith('database-') && ofSite.has(role)
}

function asOwn(key: EnvironmentKey): EnvironmentKey {
  return { ...key, role: 'own', secret: isSecretName(key.name) }
}

/** Errors in another situation than production's do not matter here. */
function notNeeded(read: EnvironmentRead): EnvironmentRead {
  return { ...read, needed: false }
}

interface Known {
  readonly settings: SettingsReading
  readonly roles: ReadonlyMap<string, EnvironmentRole>
  /** Keys that some database is made from. */
  readonly databases: ReadonlySet<string>
  /** Keys that are only used for databases with other data than the site's. */
  readonly further: ReadonlySet<string>
  readonly names: Names
}

function keysFrom(reads: readonly EnvironmentRead[], known: Known): EnvironmentKey[] {
  const names = [...new Set(reads.map(({ key }) => key))].filter((key) => key !== '' && !isOfTheSystem(key))
  return names.map((name) => {
    const own = reads.filter(({ key }) => key === name)
    const role = roleOf(name, own, known)
    return {
      name,
      type: typeOf(own),
      default: defaultOf(own),
      needed: isNeeded(own) || isOnlyDatabase(name, own, known.names),
      secret: isSecret(name, role),
      role,
      places: placesOf(own),
    }
  })
}

function isNeeded(reads: readonly EnvironmentRead[]): boolean {
  return reads.some(({ needed, reached }) => needed && reached !== 'no')
}

/** Without its address there is no database at all: the settings import, and nothing works. */
function isOnlyDatabase(name: string, reads: readonly EnvironmentRead[], names: Names): boolean {
  const database = entry(names.get('DATABASES'), 'default')
  const isUrl =
    reads.some(({ cast }) => cast === 'url') && reads.every(({ default: otherwise }) => otherwise === null)
  return isUrl && keysBehind(database).includes(name) && textOf(entry(database, 'ENGINE')) === null
}

/** Variables that every process has, or that are Django's own. */
function isOfTheSystem(key: string): boolean {
  return /^(?:HOME|PATH|USER|LOGNAME|PWD|LANG|LC_\w+|TZ|TMPDIR|TEMP|SHELL|PYTHONPATH|VIRTUAL_ENV|CONDA_PREFIX|DJANGO_SETTINGS_MODULE|DJANGO_AUTORELOAD_ENV|RUN_MAIN|WERKZEUG_RUN_MAIN|PYTEST_\w+)$/.test(
    key,
  )
}

function roleOf(name: string, reads: readonly EnvironmentRead[], known: Known): EnvironmentRole {
  const { settings, roles, names } = known
  const named = roleOfName(name)
  const switched = settings.switches.some(({ key }) => key === name)
  if (switched && named !== 'debug') return 'switch'
  if (named === 'debug' || isDebugBy(name, reads, names)) return 'debug'
  if (isOfAnotherSystem(name, named, known)) return 'own'
  const flow = roles.get(name)
  const role = flow === undefined || named !== 'own' ? named : isPart(name, flow, reads) ? 'own' : flow
  // A prefix for subjects with the site's name, which no mail server could answer.
  return role === 'email' && mailPart(name) === null ? 'own' : role
}

/** Named like the site's database, which another key is for: `METABASE_DB_HOST` beside `DB_HOST`. */
function isOfAnotherSystem(
  name: string,
  role: EnvironmentRole,
  { roles, databases, further }: Known,
): boolean {
  if (further.has(name) && !roles.has(name)) return true
  return role.startsWith('database-') && !databases.has(name) && [...roles.values()].includes(role)
}

/** Only a part of what it becomes: the scheme of an origin, the condition under which the database is read. */
function isPart(name: string, flow: EnvironmentRole, reads: readonly EnvironmentRead[]): boolean {
  if (flow === 'database-url') return !reads.some(({ cast }) => cast === 'url')
  // `':memory:' if os.environ.get('VERCEL')`: where it runs, not the name of its database.
  if (flow.startsWith('database-') && isPlatform(name)) return true
  if (flow === 'origins') return !/ORIGIN|URL|HOST|DOMAIN|SITE/i.test(name)
  // `FRONTEND_URL` is another site, even if that may send requests here.
  if (flow === 'cross-origins') return !/CORS|ORIGIN/i.test(name)
  return flow === 'secret-key' && reads.some(({ cast }) => cast === 'boolean')
}

function isDebugBy(name: string, reads: readonly EnvironmentRead[], names: Names): boolean {
  const behind = names.get('DEBUG')?.from ?? []
  return behind.includes(name) && reads.some(({ cast }) => cast === 'boolean')
}

function typeOf(reads: readonly EnvironmentRead[]): EnvironmentKey['type'] {
  return reads.find(({ cast }) => cast !== 'text')?.cast ?? 'text'
}

function defaultOf(reads: readonly EnvironmentRead[]): string | null {
  for (const { default: otherwise } of reads) {
    const text = otherwise && textFor(otherwise)
    if (typeof text === 'string') return text
  }
  return null
}

function textFor(value: Value): string | null {
  if (value.type === 'boolean') return value.boolean ? 'True' : 'False'
  if (value.type === 'list') {
    const items = value.items.map((item) => textOf(item))
    return items.every((item) => item !== null) && !value.open ? items.join(',') : null
  }
  const number = numberOf(value)
  return number === null ? textOf(value) : String(number)
}

function isSecret(name: string, role: EnvironmentRole): boolean {
  if (/^(?:secret-key|database-password|database-url|email-url)$/.test(role)) return true
  if (/^(?:debug|hosts|origins|switch|settings-module|static-root|media-root)$/.test(role)) return false
  return isSecretName(name)
}

function placesOf(reads: readonly EnvironmentRead[]): Place[] {
  return [...new Map(reads.map(({ place }) => [`${place.file}:${place.line ?? ''}`, place])).values()]
}
