import type { DatabaseSync } from 'node:sqlite'
import { giveBackDecoded } from '../../ingest/body/bytes.ts'
import type { Database } from '../database.ts'
import { unpackQuietly } from '../payload.ts'
import { letLeave } from '../write/dictionaries.ts'
import { insertRow, type Row, readRow } from './rows.ts'

/**
 * Dictionaries that payloads of a damaged file are packed with are copied once; without them the payloads are
 * useless.
 */
export class SalvagedDictionaries {
  readonly #source: DatabaseSync
  readonly #database: Database
  readonly #brought = new Map<number, boolean>()

  constructor(source: DatabaseSync, database: Database) {
    this.#source = source
    this.#database = database
  }

  /** Copied before the payload itself. False where the dictionary cannot be read. */
  bringFor({ dictionary }: Row): boolean {
    if (typeof dictionary !== 'number') return true
    const brought = this.#brought.get(dictionary) ?? this.#bring(dictionary)
    this.#brought.set(dictionary, brought)
    return brought
  }

  /** What people deleted stays deleted, also if that was still under way or the event is not copied. */
  leave(deleted: { has(issue: number): boolean }): void {
    letLeave(
      this.#database,
      [...this.#brought.keys()].filter(
        (id) => this.#isLeaving(id) || this.#issuesOf(id).some((issue) => deleted.has(issue)),
      ),
    )
  }

  #bring(id: number): boolean {
    const row = this.#read('select id, project, platform, body, issue from dictionary where id = ?', id)
    const known = readRow(this.#database.connection, 'select body from dictionary where id = ?', id)
    // The copy may have a different past, in which the same number belonged to another event.
    if (known && known !== 'unreadable') return !row || isSame(known, row)
    if (!row || !isWhole(row)) return false
    insertRow(this.#database, 'dictionary', row)
    return true
  }

  #isLeaving(id: number): boolean {
    return this.#read('select dictionary from leaving where dictionary = ?', id) !== null
  }

  #issuesOf(id: number): readonly number[] {
    const rows = [
      this.#read('select issue from dictionary where id = ?', id),
      this.#read('select issue from event where id = ?', id),
    ]
    return rows.flatMap((row) => (typeof row?.['issue'] === 'number' ? row['issue'] : []))
  }

  #read(sql: string, id: number): Row | null {
    const row = readRow(this.#source, sql, id)
    return row === 'unreadable' ? null : row
  }
}

function isSame(one: Row, other: Row): boolean {
  return Buffer.compare(one['body'] as Uint8Array, other['body'] as Uint8Array) === 0
}

function isWhole(row: Row): boolean {
  const bytes = unpackQuietly(row['body'] as Uint8Array)
  if (bytes) giveBackDecoded(bytes)
  return bytes !== null
}
