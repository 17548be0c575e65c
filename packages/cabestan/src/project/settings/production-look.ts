import { roleOfName } from '../environment/role-of-name.ts'
import { booleanOf, entry, keysBehind, textOf } from '../python/access.ts'
import { type Look, lookAsWritten, lookForced, type Subject } from './look.ts'

export interface ProductionLook {
  readonly forced: Look
  readonly written: Look
  /** The environment that it was given for that. */
  readonly environment: Environment
}

type Environment = Readonly<Record<string, string>>

/** The database that is assumed for now; its real name is not known yet. */
export const givenDatabase = 'app'

/** What Cabestan gives to settings that only check for its presence, as far as they look at it. */
interface Gift {
  /** Null where the settings do not ask, or have it already. */
  readonly wantedBy: (look: Look) => Environment | null
  readonly takenBy: (look: Look, before: Look) => boolean
}

/** The settings in production: with this environment, and with services that a server has and a laptop may lack. */
export function productionLook(subject: Subject, environment: Environment): ProductionLook | null {
  let given = environment
  let forced = lookForced(subject, given)
  if (!forced) return null
  for (const { wantedBy, takenBy } of [databaseAddress, databaseParts, broker]) {
    const more = wantedBy(forced)
    const richer = { ...more, ...given }
    const next = more && lookForced(subject, richer)
    if (next && takenBy(next, forced)) [forced, given] = [next, richer]
  }
  return { forced, written: lookAsWritten(subject, given) ?? forced, environment: given }
}

/** `if 'DATABASE_URL' in os.environ:` means that without the key the settings never mention a database. */
const databaseAddress: Gift = {
  wantedBy: (look) =>
    keysOf(look).includes('DATABASE_URL') && !comesFromUrl(look)
      ? { DATABASE_URL: `postgres://app@%2Fvar%2Frun%2Fpostgresql/${givenDatabase}` }
      : null,
  // `if 'DATABASE_URL' in env:` may lead to several parts: what matters is that there is a database.
  takenBy: (look, before) => comesFromUrl(look) || (engineOf(before) === '' && engineOf(look) !== ''),
}

function comesFromUrl(look: Look): boolean {
  return databaseKeys(look).includes('DATABASE_URL')
}

const partValues: Environment = {
  'database-name': givenDatabase,
  'database-user': 'app',
  'database-password': 'peer',
  'database-host': '/run/postgresql',
  'database-port': '5432',
}

/** `if 'DB_NAME' in os.environ:` with SQLite otherwise, even if a platform would have set the key. */
const databaseParts: Gift = {
  wantedBy: (look) =>
    comesFromUrl(look) || comesFromParts(look) ? null : chosenOf(look, (key) => partValues[roleOfName(key)]),
  takenBy: (look) => comesFromParts(look) && !/sqlite/.test(engineOf(look)),
}

function comesFromParts(look: Look): boolean {
  return databaseKeys(look).some((key) => roleOfName(key) in partValues)
}

/** Tasks that run immediately because there is no broker: a server has a broker, and a worker. */
const broker: Gift = {
  wantedBy: (look) =>
    isEager(look)
      ? chosenOf(look, (key) => (isBrokerAddress(key) ? 'redis://127.0.0.1:6379/0' : undefined))
      : null,
  takenBy: (look) => !isEager(look),
}

function isEager({ names }: Look): boolean {
  const setting = names.get('CELERY_TASK_ALWAYS_EAGER') ?? names.get('CELERY_ALWAYS_EAGER')
  return booleanOf(setting) === true
}

function isBrokerAddress(key: string): boolean {
  return /^(?:redis|broker)-url$/.test(roleOfName(key)) && /(?:URL|URI|BROKER|REDIS)$/i.test(key)
}

function chosenOf(look: Look, givenTo: (key: string) => string | undefined): Environment | null {
  const found = keysOf(look).flatMap((key): [string, string][] => {
    const value = givenTo(key)
    return value === undefined ? [] : [[key, value]]
  })
  return found.length > 0 ? Object.fromEntries(found) : null
}

function keysOf({ evaluation }: Look): string[] {
  return [...new Set(evaluation.reads.map(({ key }) => key))]
}

function databaseKeys({ names }: Look): readonly string[] {
  return keysBehind(entry(names.get('DATABASES'), 'default'))
}

function engineOf({ names }: Look): string {
  return textOf(entry(names.get('DATABASES'), 'default', 'ENGINE')) ?? ''
}
