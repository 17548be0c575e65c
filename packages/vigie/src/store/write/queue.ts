import type { Taken } from '../../contract/taken.ts'
import { giveBackDecoded } from '../../ingest/bytes.ts'
import type { Database } from '../database.ts'
import { bytesOf, hexOf } from '../event-id.ts'
import { pack, unpack } from '../payload.ts'
import type { QueueRow } from '../schema.ts'
import { statement } from '../statement.ts'

/** A record with the number under which it is queued. */
export interface Queued extends Taken {
  readonly number: number
}

export interface Queue {
  /** Within a transaction of the caller's, who acknowledges once it is on the disk. */
  put(records: readonly Taken[]): readonly Queued[]
  /** The oldest after that number. */
  next(after: number): Queued | null
  /** Up to that number: they were digested in this very transaction. */
  done(number: number): void
  /** The payload of what is not kept as an event. */
  forget(number: number): void
  size(): number
}

export function openQueue(database: Database): Queue {
  const statements = prepare(database)
  let number = highest(database)
  const put = (record: Taken): Queued => {
    number += 1
    const packed = pack(record.body)
    statements.payload.run({ id: number, body: packed })
    giveBackDecoded(packed)
    statements.queue.run({
      id: number,
      project: record.project,
      kind: record.kind,
      event: bytesOf(record.id),
      received_at: record.receivedAt,
      sent_at: record.sentAt,
    })
    return { ...withoutReadBody(record), number }
  }
  return {
    put: (records) => records.map(put),
    next: (after) => {
      const row = statements.next.first({ after })
      return row === undefined ? null : queuedOf(row)
    },
    done: (upTo) => {
      statements.done.run({ upTo })
    },
    forget: (id) => {
      statements.forget.run({ id })
    },
    size: () => statements.size.first({})?.count ?? 0,
  }
}

/** What the body says is known already: nobody asks for it before a page does. */
function withoutReadBody(record: Taken): Taken {
  return record.digested ? { ...record, body: nothing } : record
}

const nothing = new Uint8Array()

function prepare(database: Database) {
  const { kysely } = database
  return {
    payload: statement<{ id: number; body: Uint8Array }>(database, (value) =>
      kysely.insertInto('payload').values({ id: value('id'), body: value('body') }),
    ),
    queue: statement<QueueRow>(database, (value) =>
      kysely.insertInto('queue').values({
        id: value('id'),
        project: value('project'),
        kind: value('kind'),
        event: value('event'),
        received_at: value('received_at'),
        sent_at: value('sent_at'),
      }),
    ),
    next: statement<{ after: number }, QueueRow & { body: Uint8Array | null }>(database, (value) =>
      kysely
        .selectFrom('queue')
        .leftJoin('payload', 'payload.id', 'queue.id')
        .selectAll('queue')
        .select('payload.body')
        .where('queue.id', '>', value('after'))
        .orderBy('queue.id')
        .limit(1),
    ),
    done: statement<{ upTo: number }>(database, (value) =>
      kysely.deleteFrom('queue').where('id', '<=', value('upTo')),
    ),
    forget: statement<{ id: number }>(database, (value) =>
      kysely.deleteFrom('payload').where('id', '=', value('id')),
    ),
    size: statement<object, { count: number }>(database, () =>
      kysely.selectFrom('queue').select(({ fn }) => fn.countAll<number>().as('count')),
    ),
  }
}

function queuedOf(row: QueueRow & { body: Uint8Array | null }): Queued {
  const { id, project, kind, event, received_at, sent_at } = row
  const taken = { project, kind, id: hexOf(event), receivedAt: received_at, sentAt: sent_at }
  return { ...taken, number: id, body: bodyOf(row.body) }
}

/** What cannot be unpacked is read as nothing, which is no JSON: it is set aside as such, and holds up nothing. */
function bodyOf(packed: Uint8Array | null): Uint8Array {
  try {
    return packed ? unpack(packed) : new Uint8Array()
  } catch {
    return new Uint8Array()
  }
}

/** Numbers are never used twice, not even those of rows that are gone. */
function highest(database: Database): number {
  const { kysely } = database
  const tables = ['payload', 'event', 'queue', 'dropped'] as const
  const numbers = tables.map(
    (table) =>
      database.first(kysely.selectFrom(table).select(({ fn }) => fn.max<number | null>('id').as('id')))?.id ??
      0,
  )
  return Math.max(...numbers)
}
