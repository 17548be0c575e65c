import type { Database } from '../database.ts'

export function dropEvents(database: Database, ids: readonly number[]): void {
  if (ids.length === 0) return
  database.run(database.kysely.deleteFrom('payload').where('id', 'in', ids))
  database.run(database.kysely.deleteFrom('event').where('id', 'in', ids))
}
