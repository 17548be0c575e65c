import { closeSync, openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import type { Scratch } from '../../writer/scratch.fixture.ts'

const pageBytes = 4096

/** Random bytes in place of pages, as a failing disk returns them. */
export function destroyPages(path: string, from: number, pages: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(pages * pageBytes, 0xa5), 0, pages * pageBytes, from * pageBytes)
  closeSync(file)
}

/** The first page of a table or an index: after it is damaged nothing in it can be found. */
export function destroyRoot(path: string, name: string): void {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare('select rootpage from sqlite_schema where name = ?').get(name)
  database.close()
  destroyPages(path, Number(row?.['rootpage']) - 1, 1)
}

/** Makes pages of a table unreadable. */
export async function reopenedWithout(scratch: Scratch, table: string): Promise<void> {
  await scratch.close()
  destroyRoot(scratch.path, table)
  await scratch.open()
  await scratch.writer.drained()
  expect(scratch.reader.status(scratch.now).setAside).not.toBeNull()
}
