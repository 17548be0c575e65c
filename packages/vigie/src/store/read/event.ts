import type { Event } from '../../contract/event.ts'
import type { EventDetail } from '../../contract/issue.ts'
import type { Json } from '../../contract/json.ts'
import type { Database } from '../database.ts'
import { bytesOf, hexOf } from '../event-id.ts'
import { parseBody, unpackStored } from '../payload.ts'
import { feedbackOf } from './feedback.ts'

interface EventContext {
  readonly id: string
  readonly receivedAt: number
  readonly sentAt: number | null
}

/** The function of the room digest: what pages show is read from the payload each time. */
export type Normalise = (raw: Json, context: EventContext) => Event

export interface EventSource {
  readonly database: Database
  readonly normalise: Normalise
}

export type Which = string | 'latest' | 'oldest'

export function readEvent(
  { database, normalise }: EventSource,
  issue: number,
  which: Which,
): EventDetail | null {
  const row = findEvent(database, issue, which)
  if (!row) return null
  const context = { id: hexOf(row.event), receivedAt: row.received_at, sentAt: row.sent_at }
  return {
    event: normalise(readPayload(database, row.id), context),
    issue,
    older: neighbour(database, issue, { row, is: 'older' }),
    newer: neighbour(database, issue, { row, is: 'newer' }),
    feedback: feedbackOn(database, row).map((said) => feedbackOf(said, issue)),
  }
}

export function issueOfEvent(database: Database, event: string): number | null {
  if (!isEventId(event)) return null
  const found = database.kysely.selectFrom('event').select('issue').where('event', '=', bytesOf(event))
  return database.first(found)?.issue ?? null
}

type EventRow = NonNullable<ReturnType<typeof findEvent>>

function findEvent(database: Database, issue: number, which: Which) {
  const events = database.kysely
    .selectFrom('event')
    .select(['id', 'event', 'project', 'happened_at', 'received_at', 'sent_at'])
    .where('issue', '=', issue)
    .limit(1)
  if (which === 'latest' || which === 'oldest') {
    const order = which === 'latest' ? 'desc' : 'asc'
    return database.first(events.orderBy('happened_at', order).orderBy('id', order))
  }
  return isEventId(which) ? database.first(events.where('event', '=', bytesOf(which))) : undefined
}

function isEventId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

/** If the payload cannot be read any more the event lacks its details, but the page is still shown. */
function readPayload(database: Database, id: number): Json {
  const payload = database.kysely
    .selectFrom('payload')
    .leftJoin('dictionary', 'dictionary.id', 'payload.dictionary')
    .select(['payload.body', 'dictionary.body as dictionary'])
    .where('payload.id', '=', id)
  const row = database.first(payload)
  try {
    return row ? parseBody(unpackStored(row.body, row.dictionary)) : {}
  } catch {
    return {}
  }
}

function neighbour(
  database: Database,
  issue: number,
  { row, is }: { readonly row: EventRow; readonly is: 'older' | 'newer' },
): string | null {
  const order = is === 'older' ? 'desc' : 'asc'
  const found = database.first(
    database.kysely
      .selectFrom('event')
      .select('event')
      .where('issue', '=', issue)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('happened_at', 'id'), is === 'older' ? '<' : '>', tuple(row.happened_at, row.id)),
      )
      .orderBy('happened_at', order)
      .orderBy('id', order)
      .limit(1),
  )
  return found ? hexOf(found.event) : null
}

function feedbackOn(database: Database, { event, project }: EventRow) {
  return database.all(
    database.kysely
      .selectFrom('feedback')
      .selectAll()
      .where('event', '=', event)
      .where('project', '=', project)
      .orderBy('at')
      .limit(100),
  )
}
