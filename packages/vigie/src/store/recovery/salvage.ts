import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Database } from '../database.ts'

/** What people have set up. Events are counted anew, those of a project too. */
const tables = ['project', 'project_key', 'account', 'setting', 'token', 'monitor', 'feedback'] as const
const counted = { events: 0 }

/**
 * Reads what a damaged database still has and the other one lacks, row by row. Events that came after the copy was made
 * go into its queue, and are digested as if they had just come. Answers with how many could not be read;
 * null where nothing tells how many there were.
 */
export function salvage(damaged: string, database: Database): number | null {
  const source = open(damaged)
  if (!source) return null
  try {
    return database.transaction(() => {
      for (const table of tables) copyTable(source, database, table)
      return copyEvents(source, database)
    })
  } finally {
    source.close()
  }
}

function open(path: string): DatabaseSync | null {
  try {
    const source = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
    source.prepare('select count(*) from sqlite_schema').get()
    return source
  } catch {
    return null
  }
}

type Row = Readonly<Record<string, SQLInputValue>>

function copyTable(source: DatabaseSync, database: Database, table: string): void {
  try {
    for (const row of source.prepare(`select * from "${table}"`).iterate())
      insertRow(database, table, table === 'project' ? { ...(row as Row), ...counted } : (row as Row))
  } catch {
    // As far as it could be read.
  }
}

/** What the copy has already is left as it is there. */
function insertRow(database: Database, table: string, row: Row): void {
  const columns = Object.keys(row)
  const slots = columns.map(() => '?').join(', ')
  const names = columns.map((column) => `"${column}"`).join(', ')
  database
    .prepare(`insert into "${table}" (${names}) values (${slots}) on conflict do nothing`)
    .run(...Object.values(row))
}

function copyEvents(source: DatabaseSync, database: Database): number | null {
  const { last, isKnown } = lastOf(source)
  const read = reader(source)
  let unreadable = 0
  for (let id = lastOf(database.connection).last + 1; id <= last; id += 1) {
    const found = read(id)
    if (found === 'unreadable') unreadable += 1
    else if (found) for (const [table, row] of found) insertRow(database, table, row)
  }
  return isKnown ? unreadable : null
}

/** Whatever was taken has a payload, and is queued or counted: either tells how far it went. */
function lastOf(source: DatabaseSync): { readonly last: number; readonly isKnown: boolean } {
  const [payload, event, queue] = ['payload', 'event', 'queue'].map((table) => highestOf(source, table))
  return {
    last: Math.max(payload ?? 0, event ?? 0, queue ?? 0),
    isKnown: payload !== null || (event !== null && queue !== null),
  }
}

function highestOf(source: DatabaseSync, table: string): number | null {
  try {
    return Number(source.prepare(`select max(id) as id from "${table}"`).get()?.['id'] ?? 0)
  } catch {
    return null
  }
}

type Found = readonly (readonly [table: string, row: Row])[]

/** By its number: one row that cannot be read does not hide those behind it. */
function reader(source: DatabaseSync): (id: number) => Found | 'unreadable' | null {
  const columns = 'project, event, received_at, sent_at'
  const payloads = source.prepare('select body from payload where id = ?')
  const queued = source.prepare(`select kind, ${columns} from queue where id = ?`)
  const digested = source.prepare(`select 'event' as kind, ${columns} from event where id = ?`)
  return (id) => {
    try {
      const row = queued.get(id) ?? digested.get(id)
      const payload = payloads.get(id)
      if (!row) return payload ? 'unreadable' : null
      if (!payload) return 'unreadable'
      return [
        ['payload', { id, body: payload['body'] as Uint8Array }],
        ['queue', { id, ...(row as Row) }],
      ]
    } catch {
      return 'unreadable'
    }
  }
}
