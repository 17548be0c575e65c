import type { DatabaseSync } from 'node:sqlite'
import { removeIssues } from '../command/issues.ts'
import type { Database } from '../database.ts'

/**
 * When each issue was deleted, as far as it can be read. It is recorded, because nobody can tell why a row is
 * missing.
 */
export function deletionsIn(source: DatabaseSync): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  try {
    for (const { issue, at } of source.prepare('select issue, at from deleted').iterate())
      found.set(Number(issue), Number(at))
  } catch {
    // An older version did not record it, or that page cannot be read: those issues come back.
  }
  return found
}

/** What people deleted since the copy was made is deleted from the copy too. */
export function bringDeletions(deletions: ReadonlyMap<number, number>, database: Database): void {
  const known = database.all(database.kysely.selectFrom('issue').select('id'))
  for (const { id } of known) {
    const at = deletions.get(id)
    if (at !== undefined) removeIssues(database, [id], at)
  }
}
