import { closeSync, openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import type { Scratch } from '../../writer/scratch.fixture.ts'

const pageBytes = 4096

/** Garbage in place of pages, as a failing disk gives back. */
export function destroyPages(path: string, from: number, pages: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(pages * pageBytes, 0xa5), 0, pages * pageBytes, from * pageBytes)
  closeSync(file)
}

/** The page from which a table or an index is read: nothing that is sought in it is found any more. */
export function destroyRoot(path: string, name: string): void {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare('select rootpage from sqlite_schema where name = ?').get(name)
  database.close()
  destroyPages(path, Number(row?.['rootpage']) - 1, 1)
}

/** What cannot be read any more: the pages from which a table is read. */
export async function reopenedWithout(scratch: Scratch, table: string): Promise<void> {
  await scratch.close()
  destroyRoot(scratch.path, table)
  await scratch.open()
  await scratch.writer.drained()
  expect(scratch.reader.status(scratch.now).setAside).not.toBeNull()
}
