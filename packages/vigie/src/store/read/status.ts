import type { Database } from '../database.ts'
import { diskBytes } from '../disk.ts'
import { mostNamed } from '../most-named.ts'
import { readNote } from '../notes.ts'
import type { StoredStatus } from '../reader.ts'

const day = 86_400_000

export function readStatus(database: Database, now: number): StoredStatus {
  const { kysely } = database
  const count = (table: 'queue' | 'rejected') =>
    database.first(kysely.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0
  const events = kysely.selectFrom('project').select(({ fn }) => fn.sum<number | null>('events').as('events'))
  return {
    backlog: count('queue'),
    rejected: count('rejected'),
    events: database.first(events)?.events ?? 0,
    diskBytes: diskBytes(database.connection.location() ?? ''),
    diskBudgetBytes: Number(readNote(database, 'budget') ?? 0),
    shed: readShed(database, Math.floor((now - 7 * day) / day)),
    full: [...readFull(database, 'release'), ...readFull(database, 'environment')],
    ...readMail(database),
    ...readSetAside(database),
  }
}

function readShed(database: Database, from: number): StoredStatus['shed'] {
  return database.all(
    database.kysely
      .selectFrom('outcome')
      .select(({ fn }) => ['project', 'category', 'reason', fn.sum<number>('quantity').as('quantity')])
      .where('day', '>=', from)
      .groupBy(['project', 'category', 'reason'])
      .orderBy('quantity', 'desc')
      .limit(500),
  )
}

function readFull(database: Database, what: 'release' | 'environment'): StoredStatus['full'] {
  const most = mostNamed[what]
  const rows = database.all(
    database.kysely
      .selectFrom(what)
      .select('project')
      .groupBy('project')
      .having(({ fn }) => fn.countAll(), '>=', most)
      .orderBy('project'),
  )
  return rows.map(({ project }) => ({ project, what, most }))
}

function readMail(database: Database): Pick<StoredStatus, 'mailsWaiting' | 'lastMailError'> {
  const outbox = database.kysely.selectFrom('outbox')
  const waiting = outbox
    .where('sent_at', 'is', null)
    .where('next_at', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
  // If a later mail went out, the problem is over.
  const tried = outbox.where(({ or, eb }) => or([eb('sent_at', 'is not', null), eb('error', 'is not', null)]))
  const server = database.kysely.selectFrom('setting').select('name').where('name', '=', 'mail')
  const hasServer = database.first(server) !== undefined
  return {
    mailsWaiting: hasServer ? (database.first(waiting)?.count ?? 0) : null,
    lastMailError: hasServer
      ? (database.first(tried.select('error').orderBy('id', 'desc').limit(1))?.error ?? null)
      : null,
  }
}

function readSetAside(database: Database): Pick<StoredStatus, 'setAside' | 'unreadable'> {
  const unreadable = readNote(database, 'unreadable')
  return {
    setAside: readNote(database, 'set-aside'),
    unreadable: unreadable === null ? null : Number(unreadable),
  }
}
