import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CliFailure } from './failure.ts'

export function databaseIn(data: string): string {
  return join(data, 'vigie.db')
}

/** Commands beside `serve` begin nothing by mistake in a directory that was mistyped. */
export function knownDatabaseIn(data: string): string {
  const path = databaseIn(data)
  if (!existsSync(path)) throw new CliFailure((words) => words.failure.nothing(data))
  return path
}
