import type { Selectable } from 'kysely'
import type { Feedback } from '../../contract/issue.ts'
import type { Database } from '../database.ts'
import { hexOf } from '../event-id.ts'
import type { PageOf } from '../reader.ts'
import type { Schema } from '../schema.ts'
import { readCursor, writeCursor } from './cursor.ts'

export function listFeedback(database: Database, project: number | null, { cursor, limit }: PageOf) {
  const from = readCursor(cursor)
  const rows = database.all(
    database.kysely
      .selectFrom('feedback')
      .selectAll()
      .$if(project !== null, (query) => query.where('project', '=', project as number))
      .$if(from !== null, (query) => query.where('id', '<', from?.id ?? 0))
      .orderBy('id', 'desc')
      .limit(limit + 1),
  )
  const last = rows[limit - 1]
  const next = rows.length > limit && last ? writeCursor({ value: last.at, id: last.id }) : null
  const listed = rows.slice(0, limit).map((row) => feedbackOf(row, issueOf(database, row)))
  return { feedback: listed, next }
}

type Row = Selectable<Schema['feedback']>

function issueOf(database: Database, { event, project }: Row): number | null {
  if (event === null) return null
  const events = database.kysely.selectFrom('event').select('issue')
  return database.first(events.where('event', '=', event).where('project', '=', project))?.issue ?? null
}

export function feedbackOf(row: Row, issue: number | null): Feedback {
  const { at, name, email, text, url, event } = row
  return { at, name, email, text, url, issue, event: event && hexOf(event) }
}
