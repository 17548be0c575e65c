import { askDisk } from '../store/ask-disk.ts'
import type { CliWords } from '../words/cli/en.ts'
import { troubleOn } from '../writer/trouble.ts'
import { WriterFailure, type WriterTrouble } from '../writer/writer-failure.ts'
import { CliFailure } from './failure.ts'
import { databaseIn } from './places.ts'

/** Tells a supervisor, and readers of its log, that this start is one that will repair the database. */
const damaged = 3

/** Why nothing can be kept, in words, where the disk or the file is the cause; anything else as it is. */
export function toldTrouble(error: unknown, data: string): unknown {
  if ((error as Error).name === 'DatabaseTooNew')
    return new CliFailure((words) => words.failure.tooNew(databaseIn(data)))
  const trouble =
    error instanceof WriterFailure ? error.trouble : troubleOn(error, () => askDisk(databaseIn(data)))
  const name = named[trouble]
  if (name === undefined) return error
  return new CliFailure((words) => words.failure[name](data), trouble === 'damaged' ? damaged : 1)
}

const named: Readonly<Partial<Record<WriterTrouble, 'diskFull' | 'readOnly' | 'diskFails' | 'damaged'>>> = {
  'disk-full': 'diskFull',
  'read-only': 'readOnly',
  'disk-fails': 'diskFails',
  damaged: 'damaged',
}

const minute = 60_000

/**
 * Logged once when it begins, because a full disk refuses a thousand events a second. A damaged file ends the
 * process.
 */
export function tellTrouble(data: string, words: CliWords): (trouble: WriterTrouble) => void {
  const toldAt = new Map<WriterTrouble, number>()
  return (trouble) => {
    const name = named[trouble]
    if (name === undefined || trouble === 'damaged') return
    if (performance.now() - (toldAt.get(trouble) ?? Number.NEGATIVE_INFINITY) < minute) return
    toldAt.set(trouble, performance.now())
    process.stderr.write(`${words.failure[name](data)}\n`)
  }
}
