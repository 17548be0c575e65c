import type { Taken } from '../../contract/taken.ts'
import { giveBackDecoded } from '../../ingest/body/bytes.ts'
import type { Database } from '../database.ts'
import { bytesOf, hexOf } from '../event-id.ts'
import { pack, unpackStored } from '../payload.ts'
import type { QueueRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { dropUnnamed, letLeave } from './dictionaries.ts'
import type { Packed, Packing } from './packing.ts'

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

export function openQueue(database: Database, packing: Packing): Queue {
  const statements = prepare(database)
  let number = highest(database)
  const put = (record: Taken): Queued => {
    number += 1
    const packed = packedOf(record, number, packing)
    statements.payload.run({ id: number, ...packed })
    giveBackDecoded(packed.body)
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
      const named = statements.forget.all({ id })
      dropUnnamed(database, named)
      if (named[0]?.dictionary === id) letLeave(database, [id])
    },
    size: () => statements.size.first({})?.count ?? 0,
  }
}

/** What is no event is small, and gone once it is counted. */
function packedOf(
  { kind, body, project, digested }: Taken,
  number: number,
  packing: Packing,
): Packed | Plain {
  if (kind !== 'event') return { body: pack(body), dictionary: null }
  return packing.pack(body, number, { project, platform: digested?.platform ?? '' })
}

interface Plain {
  readonly body: Buffer
  readonly dictionary: null
}

/** What the body says is known already: nobody asks for it before a page does. */
function withoutReadBody(record: Taken): Taken {
  return record.digested ? { ...record, body: nothing } : record
}

const nothing = new Uint8Array()

function prepare(database: Database) {
  const { kysely } = database
  return {
    payload: statement<{ id: number; body: Uint8Array; dictionary: number | null }>(database, (value) =>
      kysely
        .insertInto('payload')
        .values({ id: value('id'), body: value('body'), dictionary: value('dictionary') }),
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
    next: statement<{ after: number }, QueueRow & Stored>(database, (value) =>
      kysely
        .selectFrom('queue')
        .leftJoin('payload', 'payload.id', 'queue.id')
        .leftJoin('dictionary', 'dictionary.id', 'payload.dictionary')
        .selectAll('queue')
        .select(['payload.body', 'dictionary.body as dictionary'])
        .where('queue.id', '>', value('after'))
        .orderBy('queue.id')
        .limit(1),
    ),
    done: statement<{ upTo: number }>(database, (value) =>
      kysely.deleteFrom('queue').where('id', '<=', value('upTo')),
    ),
    forget: statement<{ id: number }, { dictionary: number | null }>(database, (value) =>
      kysely.deleteFrom('payload').where('id', '=', value('id')).returning('dictionary'),
    ),
    size: statement<object, { count: number }>(database, () =>
      kysely.selectFrom('queue').select(({ fn }) => fn.countAll<number>().as('count')),
    ),
  }
}

interface Stored {
  readonly body: Uint8Array | null
  readonly dictionary: Uint8Array | null
}

function queuedOf(row: QueueRow & Stored): Queued {
  const { id, project, kind, event, received_at, sent_at } = row
  const taken = { project, kind, id: hexOf(event), receivedAt: received_at, sentAt: sent_at }
  return { ...taken, number: id, body: bodyOf(row) }
}

/** What cannot be unpacked is read as nothing, which is no JSON: it is set aside as such, and holds up nothing. */
function bodyOf({ body, dictionary }: Stored): Uint8Array {
  try {
    return body ? unpackStored(body, dictionary) : new Uint8Array()
  } catch {
    return new Uint8Array()
  }
}

/** Numbers are never used twice, not even those of rows that are gone. */
function highest(database: Database): number {
  const { kysely } = database
  const tables = ['payload', 'event', 'queue', 'dropped', 'dictionary'] as const
  const numbers = tables.map(
    (table) =>
      database.first(kysely.selectFrom(table).select(({ fn }) => fn.max<number | null>('id').as('id')))?.id ??
      0,
  )
  return Math.max(...numbers)
}
