import type { DatabaseSync } from 'node:sqlite'
import type { Database } from '../database.ts'
import { insertRow, type Row } from './rows.ts'

interface Table {
  readonly name: string
  readonly key: string
  /** A row that was removed was removed deliberately: a key that leaked, a device that was stolen. */
  readonly isRevocable: boolean
}

/** What people have set up, and the mails that are due, as they were when the file was damaged. */
const tables: readonly Table[] = [
  { name: 'project', key: 'id', isRevocable: false },
  { name: 'project_key', key: 'key', isRevocable: true },
  { name: 'account', key: 'id', isRevocable: true },
  { name: 'device', key: 'id', isRevocable: true },
  { name: 'token', key: 'id', isRevocable: true },
  { name: 'invitation', key: 'hash', isRevocable: true },
  { name: 'setting', key: 'name', isRevocable: false },
  { name: 'outbox', key: 'id', isRevocable: false },
  { name: 'monitor', key: 'id', isRevocable: false },
  { name: 'feedback', key: 'id', isRevocable: false },
]

export function salvageSettings(source: DatabaseSync, database: Database): void {
  for (const table of tables) salvageTable(source, database, table)
}

function salvageTable(source: DatabaseSync, database: Database, table: Table): void {
  const seen = new Set<unknown>()
  try {
    for (const row of source.prepare(`select * from "${table.name}"`).iterate() as Iterable<Row>) {
      seen.add(row[table.key])
      if (!isNote(table, row)) bringOver(database, table, row)
    }
  } catch {
    // As far as it could be read: what is missing after that may have existed.
    return
  }
  if (table.isRevocable) revoke(database, table, seen)
}

/** The writer's own notes are about the file that they are in. */
function isNote({ name }: Table, row: Row): boolean {
  return name === 'setting' && String(row['name']).startsWith('note:')
}

/** Events are counted again, those of a project too. */
const countedColumns = { events: 0, last_event_at: null }

function bringOver(database: Database, { name, key }: Table, row: Row): void {
  const fresh = name === 'project' ? { ...row, ...countedColumns } : row
  const columns = Object.keys(row).filter(
    (column) => column !== key && !(name === 'project' && Object.hasOwn(countedColumns, column)),
  )
  try {
    insertRow(database, name, fresh, { key, columns })
  } catch {
    // If two rows claim the same name one of them is garbage, and it is not the copy's.
  }
}

function revoke(database: Database, { name, key }: Table, seen: ReadonlySet<unknown>): void {
  const removing = database.prepare(`delete from "${name}" where "${key}" = ?`)
  for (const row of database.prepare(`select "${key}" as key from "${name}"`).all() as Row[])
    if (!seen.has(row['key'])) removing.run(row['key'] ?? null)
}
