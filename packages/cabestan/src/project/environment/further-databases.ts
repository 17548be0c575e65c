import { entry, keysBehind, keysOf, textOf } from '../python/access.ts'
import type { Names, Value } from '../python/values.ts'

/**
 * Keys that only databases beside the site's are made from. One with the data of the site's (a reader of the same
 * name, a mirror) is spoken to by the site's own keys as well.
 */
export function keysOfFurtherDatabases(names: Names): readonly string[] {
  const databases = names.get('DATABASES')
  const site = entry(databases, 'default')
  const ofSite = keysBehind(site)
  if (ofSite.length === 0) return []
  return keysOf(databases)
    .filter((alias) => alias !== 'default')
    .map((alias) => entry(databases, alias))
    .filter((database) => !hasSameData(database, site))
    .flatMap((database) => keysBehind(database).filter((key) => !ofSite.includes(key)))
}

function hasSameData(database: Value | undefined, site: Value | undefined): boolean {
  if (textOf(entry(database, 'TEST', 'MIRROR')) === 'default') return true
  return nameOf(database) === nameOf(site)
}

/** The database's name, as a key or as text; for an address that is not taken apart, the whole address. */
function nameOf(database: Value | undefined): string {
  const name = keysOf(database).length === 0 ? database : entry(database, 'NAME')
  const keys = keysBehind(name)
  return keys.length > 0 ? `key ${keys.join(' ')}` : `text ${textOf(name) ?? ''}`
}
