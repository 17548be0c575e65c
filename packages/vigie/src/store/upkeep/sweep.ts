import type { Database } from '../database.ts'
import { letLeave, madeOf } from '../write/dictionaries.ts'
import { dropEvents } from './drop-events.ts'

const most = 200

/** Removes a little of what is left of issues that are gone. False when nothing is left. */
export function sweepSome(database: Database): boolean {
  const { kysely } = database
  const doomed = database.first(kysely.selectFrom('doomed').select('issue').limit(1))
  if (!doomed) return false
  database.transaction(() => sweep(database, doomed.issue))
  return true
}

function sweep(database: Database, issue: number): void {
  const { kysely } = database
  const events = kysely.selectFrom('event').select('id').where('issue', '=', issue).limit(most)
  const ids = database.all(events).map(({ id }) => id)
  dropEvents(database, ids)
  if (ids.length === most) return
  if (isDeleted(database, issue)) letLeave(database, madeOf(database, issue))
  for (const table of ['issue_hour', 'issue_tag', 'issue_tag_key', 'issue_user', 'doomed'] as const)
    database.run(kysely.deleteFrom(table).where('issue', '=', issue))
  database.run(kysely.deleteFrom('merged').where('survivor', '=', issue))
}

/** Deleted by a person, who wants nothing of it to stay; not dropped for want of room. */
function isDeleted(database: Database, issue: number): boolean {
  const deleted = database.kysely.selectFrom('deleted').select('issue').where('issue', '=', issue)
  return database.first(deleted) !== undefined
}
