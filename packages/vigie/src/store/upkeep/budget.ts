import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from '../database.ts'
import { readNote, writeNote } from '../notes.ts'

const gibibyte = 1024 ** 3
const smallest = 16 * 1024 ** 2

/** In bytes: the owner's setting, otherwise 1 GiB or a tenth of the disk, whichever is less. */
function readBudget(database: Database): number {
  const set = database.kysely.selectFrom('setting').select('value').where('name', '=', 'disk-budget')
  const bytes = Number(database.first(set)?.value)
  if (Number.isFinite(bytes) && bytes > 0) return Math.max(bytes, smallest)
  const { blocks, bsize } = statfsSync(dirname(database.connection.location() ?? '.'))
  return Math.max(smallest, Math.min(gibibyte, Math.floor((blocks * bsize) / 10)))
}

/** For the pages, which do not know the disk. */
export function noteBudget(database: Database): number {
  const budget = readBudget(database)
  if (readNote(database, 'budget') !== String(budget)) writeNote(database, 'budget', String(budget))
  return budget
}
