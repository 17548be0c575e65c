import { entry, keysBehind } from '../python/access.ts'
import { type Look, lookAsWritten, lookForced, type Subject } from './look.ts'

export interface ProductionLook {
  readonly forced: Look
  readonly written: Look
}

/** What Cabestan gives for the database, as far as settings look at it. */
const databaseUrl = 'postgres://app@%2Fvar%2Frun%2Fpostgresql/app'

/** The settings in production: with this environment, and with a database where they only ask whether there is one. */
export function productionLook(
  subject: Subject,
  environment: Readonly<Record<string, string>>,
): ProductionLook | null {
  const without = lookForced(subject, environment)
  if (!without) return null
  const withUrl = { DATABASE_URL: databaseUrl, ...environment }
  const forced = asksForUrl(without) ? lookForced(subject, withUrl) : null
  if (forced && comesFromUrl(forced)) return { forced, written: lookAsWritten(subject, withUrl) ?? forced }
  return { forced: without, written: lookAsWritten(subject, environment) ?? without }
}

/** `if 'DATABASE_URL' in os.environ:` without it, the settings never come to speak of it. */
function asksForUrl(look: Look): boolean {
  return look.evaluation.reads.some(({ key }) => key === 'DATABASE_URL') && !comesFromUrl(look)
}

function comesFromUrl({ names }: Look): boolean {
  return keysBehind(entry(names.get('DATABASES'), 'default')).includes('DATABASE_URL')
}
