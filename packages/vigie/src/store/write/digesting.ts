import type { Digest, Digested } from '../../contract/digested.ts'
import type { Json } from '../../contract/json.ts'
import type { TakenKind } from '../../contract/taken.ts'
import { parseBody } from '../payload.ts'
import { countCheckIn } from './check-ins.ts'
import { EventCounting } from './event-counting.ts'
import { keepFeedback } from './feedback.ts'
import { countSessions } from './health.ts'
import { countClientReport } from './outcomes.ts'
import type { Pen } from './pen.ts'
import type { Queue, Queued } from './queue.ts'

export interface Digesting {
  readonly pen: Pen
  readonly queue: Queue
  readonly counting: EventCounting
  readonly digest: Digest
}

export type Changed = ReadonlyMap<number, readonly number[]>

export function openDigesting(pen: Pen, queue: Queue, digest: Digest): Digesting {
  return { pen, queue, digest, counting: new EventCounting(pen) }
}

/**
 * Digests what is given, from the oldest on, until the time is up: one transaction. Answers with how many it did, and
 * the issues that changed, by project.
 */
export function digestSome(
  digesting: Digesting,
  records: readonly Queued[],
  until: () => boolean,
): { readonly done: number; readonly changed: Changed } {
  try {
    return digestTogether(digesting, records, until)
  } catch (error) {
    digesting.counting.drop()
    if (!isOfTheRecord(error)) throw error
    return digestAlone(digesting, records[0] as Queued)
  }
}

function digestTogether(digesting: Digesting, records: readonly Queued[], until: () => boolean) {
  const { pen, queue, counting } = digesting
  return pen.database.transaction(() => {
    let done = 0
    for (const record of records) {
      digestOne(digesting, record)
      done += 1
      if (until()) break
    }
    const changed = counting.save()
    queue.done(records[done - 1]?.number ?? 0)
    return { done, changed }
  })
}

/** The one that cannot be written is found by writing them one by one; it is set aside and holds up nothing. */
function digestAlone(digesting: Digesting, record: Queued) {
  try {
    return digestTogether(digesting, [record], () => true)
  } catch (error) {
    digesting.counting.drop()
    if (!isOfTheRecord(error)) throw error
    const { pen, queue } = digesting
    return pen.database.transaction(() => {
      reject(digesting, record, error)
      queue.done(record.number)
      return { done: 1, changed: new Map() as Changed }
    })
  }
}

/** Of what was to be written, not of the disk: SQLite's constraint, mismatch, too big, range; or no error of SQLite's. */
function isOfTheRecord(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code === undefined || [18, 19, 20, 25].includes(code & 0xff)
}

function digestOne(digesting: Digesting, record: Queued): void {
  const read = readOne(digesting, record)
  if ('error' in read) reject(digesting, record, read.error)
  else if (!keep(digesting, record, read)) digesting.queue.forget(record.number)
}

/** Whether its payload is still wanted. */
function keep({ pen, counting }: Digesting, record: Queued, { body, digested }: Understood): boolean {
  if (digested !== null) return counting.add(record, digested)
  keepers[record.kind](pen, record, body)
  return false
}

interface Understood {
  readonly body: Json
  readonly digested: Digested | null
}

function readOne({ digest }: Digesting, record: Queued): Understood | { readonly error: unknown } {
  if (record.digested) return { body: null, digested: record.digested }
  try {
    const body = parseBody(record.body)
    return { body, digested: record.kind === 'event' ? digest(body, record).digested : null }
  } catch (error) {
    return { error }
  }
}

const keepers: Readonly<Record<TakenKind, (pen: Pen, record: Queued, body: Json) => void>> = {
  event: () => undefined,
  'check-in': countCheckIn,
  sessions: countSessions,
  'client-report': countClientReport,
  feedback: keepFeedback,
}

/** Enough to see what is wrong; its payload stays with it. */
const mostRejected = 200

function reject({ pen, queue }: Digesting, record: Queued, error: unknown): void {
  const { database, now } = pen
  const { kysely } = database
  const { number, project, kind } = record
  const row = { id: number, project, kind, at: now(), error: String(error).slice(0, 2000) }
  database.run(kysely.insertInto('rejected').values(row))
  const tooMany = kysely
    .selectFrom('rejected')
    .select('id')
    .orderBy('id', 'desc')
    .offset(mostRejected)
    .limit(1)
  const oldest = database.first(tooMany)
  if (!oldest) return
  queue.forget(oldest.id)
  database.run(kysely.deleteFrom('rejected').where('id', '=', oldest.id))
}
