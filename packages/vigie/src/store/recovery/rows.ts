import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Database } from '../database.ts'

export type Row = Readonly<Record<string, SQLInputValue>>

/** Rows that exist are left as they are, except for the columns that are named. */
export function insertRow(database: Database, table: string, row: Row, newer?: Newer): void {
  const columns = Object.keys(row)
  const slots = columns.map(() => '?').join(', ')
  const names = columns.map((column) => `"${column}"`).join(', ')
  const sql = `insert into "${table}" (${names}) values (${slots}) ${conflict(newer)}`
  database.prepare(sql).run(...Object.values(row))
}

interface Newer {
  readonly key: string
  readonly columns: readonly string[]
}

function conflict(newer: Newer | undefined): string {
  if (newer === undefined || newer.columns.length === 0) return 'on conflict do nothing'
  const columns = newer.columns.map((column) => `"${column}" = excluded."${column}"`).join(', ')
  return `on conflict ("${newer.key}") do update set ${columns}`
}

/** A row of a damaged file: present, certainly absent, or unknown. */
export function readRow(source: DatabaseSync, sql: string, value: SQLInputValue): Row | null | 'unreadable' {
  try {
    return (source.prepare(sql).get(value) as Row | undefined) ?? null
  } catch {
    return 'unreadable'
  }
}
