import { booleanOf, entry, installedApps, keysBehind, textOf } from '../python/access.ts'
import type { Evaluation, Names } from '../python/values.ts'
import { isForeignToolName } from './development-apps.ts'
import type { Look } from './look.ts'

/** Whether Django can start with these settings. */
export function isComplete({ names }: Look): boolean {
  return names.has('INSTALLED_APPS') && (names.has('ROOT_URLCONF') || names.has('DATABASES'))
}

/** How much settings look like production's: the higher, the more. `forced` holds them with DEBUG off. */
export function outcomeScore(forced: Look, written: Look): number {
  return (
    (isComplete(forced) ? 100 : 0) +
    debugScore(written.names) +
    failureScore(forced.evaluation) +
    databaseScore(forced.names) +
    appsScore(forced.names) +
    surroundingsScore(forced.names)
  )
}

function debugScore(names: Names): number {
  const debug = names.has('DEBUG') ? booleanOf(names.get('DEBUG')) : false
  if (debug === null) return 4
  return debug ? 0 : 10
}

function failureScore({ effects, imports }: Evaluation): number {
  const raised = effects.filter(({ type, reached }) => type === 'raises' && reached === 'yes').length
  const missing = imports.filter(({ file, optional }) => file === null && !optional).length
  return -60 * Math.min(raised, 1) - 30 * Math.min(missing, 2)
}

function databaseScore(names: Names): number {
  const database = entry(names.get('DATABASES'), 'default')
  const engine = textOf(entry(database, 'ENGINE')) ?? ''
  const given = keysBehind(database).length > 0 ? 4 : 0
  return given + (engine !== '' && !/sqlite|dummy/.test(engine) ? 2 : 0)
}

/** Tools that only developers use mark a developer's settings. */
function appsScore(names: Names): number {
  const apps = installedApps(names)
  return -3 * Math.min(3, apps.filter(isForeignToolName).length)
}

function surroundingsScore(names: Names): number {
  const mail = textOf(names.get('EMAIL_BACKEND')) ?? ''
  const key = keysBehind(names.get('SECRET_KEY')).length > 0 ? 2 : 0
  const storage =
    textOf(names.get('DEFAULT_FILE_STORAGE')) ??
    textOf(entry(names.get('STORAGES'), 'default', 'BACKEND')) ??
    ''
  return (
    key -
    (/console|filebased|locmem|dummy/.test(mail) ? 1 : 0) -
    (/s3|gcloud|azure|cloudinary|dropbox/i.test(storage) ? 3 : 0)
  )
}
