import { type SqlBool, sql } from 'kysely'
import type { EventPage } from '../../contract/issue.ts'
import type { Database } from '../database.ts'
import { hexOf } from '../event-id.ts'
import type { PageOf } from '../reader.ts'
import { readCursor, writeCursor } from './cursor.ts'

export function listEvents(database: Database, issue: number, page: PageOf): EventPage {
  const rows = database.all(eventsQuery(database, issue, page).limit(page.limit + 1))
  const last = rows[page.limit - 1]
  return {
    events: rows.slice(0, page.limit).map((row) => ({
      id: hexOf(row.event),
      happenedAt: row.happened_at,
      receivedAt: row.received_at,
      level: row.level,
      title: row.title,
      release: row.release,
      environment: row.environment,
      user: row.user,
    })),
    next: rows.length > page.limit && last ? writeCursor({ value: last.happened_at, id: last.id }) : null,
  }
}

function eventsQuery(database: Database, issue: number, { cursor }: PageOf) {
  const from = readCursor(cursor)
  return database.kysely
    .selectFrom('event')
    .select(['id', 'event', 'happened_at', 'received_at', 'level', 'title', 'release', 'environment', 'user'])
    .where('issue', '=', issue)
    .$if(from !== null, (query) =>
      query.where(sql<SqlBool>`(happened_at, id) < (${from?.value}, ${from?.id})`),
    )
    .orderBy('happened_at', 'desc')
    .orderBy('id', 'desc')
}
