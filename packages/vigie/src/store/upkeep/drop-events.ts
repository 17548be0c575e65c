import type { Database } from '../database.ts'
import { dropUnnamed, noteIssues } from '../write/dictionaries.ts'

/** They stay counted, and known by their ids, because one that is sent again must not be counted twice. */
export function dropEvents(database: Database, ids: readonly number[]): void {
  if (ids.length === 0) return
  const { kysely } = database
  const going = kysely.selectFrom('event').select(['id', 'project', 'event']).where('id', 'in', ids)
  const remembering = kysely.insertInto('dropped').columns(['id', 'project', 'event']).expression(going)
  database.run(remembering.onConflict((conflict) => conflict.doNothing()))
  noteIssues(database, ids)
  dropUnnamed(
    database,
    database.all(kysely.deleteFrom('payload').where('id', 'in', ids).returning('dictionary')),
  )
  database.run(kysely.deleteFrom('event').where('id', 'in', ids))
}
