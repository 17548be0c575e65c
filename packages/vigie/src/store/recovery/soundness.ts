import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { takeMark } from './clean-mark.ts'
import { isDamage, isDamageNoted } from './damage.ts'

/**
 * Up to this size every page is read after a crash; in larger files payloads and events, which are most of it, are
 * not.
 */
const smallBytes = 128 * 1024 * 1024
const large = ['payload', 'event']

export type Soundness = 'sound' | 'damaged'

/** Throws errors that do not concern the file's content: no permission, no room. */
export function judge(path: string): Soundness {
  const wasClosed = takeMark(path)
  const isSound = isDamageNoted(path) ? isWholeInside : wasClosed ? isReadable : isWhole
  try {
    const database = new DatabaseSync(path, { timeout: 5000 })
    try {
      return isSound(database, path) ? 'sound' : 'damaged'
    } finally {
      database.close()
    }
  } catch (error) {
    if (isDamage(error)) return 'damaged'
    throw error
  }
}

function isReadable(database: DatabaseSync): boolean {
  for (const table of tablesOf(database)) database.prepare(`select 1 from "${table}" limit 1`).get()
  return true
}

function isWhole(database: DatabaseSync, path: string): boolean {
  if (statSync(path).size <= smallBytes) return answersOk(database, 'pragma quick_check(1)')
  const tables = tablesOf(database).filter((table) => !large.includes(table))
  return tables.every((table) => answersOk(database, `pragma quick_check("${table}")`))
}

/** Also finds an index that does not match its table, which the quick check ignores. */
function isWholeInside(database: DatabaseSync): boolean {
  return answersOk(database, 'pragma integrity_check(1)')
}

function answersOk(database: DatabaseSync, check: string): boolean {
  return Object.values(database.prepare(check).get() ?? {})[0] === 'ok'
}

function tablesOf(database: DatabaseSync): readonly string[] {
  return database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
    .all()
    .map(({ name }) => String(name))
}
