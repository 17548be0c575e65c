import { troubleOf } from '../writer/trouble.ts'
import { WriterFailure } from '../writer/writer-failure.ts'
import { CliFailure } from './failure.ts'

/** By which a supervisor, and who reads its log, know a start that mends the database from any other. */
const damaged = 3

/** Why nothing can be kept, in words, where it is the disk's or the file's doing; anything else as it is. */
export function toldTrouble(error: unknown, data: string): unknown {
  const trouble = error instanceof WriterFailure ? error.trouble : troubleOf(error)
  if (trouble === 'damaged') return new CliFailure((words) => words.failure.damaged(data), damaged)
  return error
}
