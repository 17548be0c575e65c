import { statSync } from 'node:fs'
import { join } from 'node:path'
import { CliFailure } from './failure.ts'

export function databaseIn(data: string): string {
  return join(data, 'vigie.db')
}

/** Commands other than `serve` must not start a new database in a directory that was mistyped. */
export function knownDatabaseIn(data: string): string {
  const path = databaseIn(data)
  try {
    statSync(path)
  } catch (error) {
    const isForbidden = (error as NodeJS.ErrnoException).code === 'EACCES'
    throw new CliFailure(({ failure }) => (isForbidden ? failure.forbidden(data) : failure.nothing(data)))
  }
  return path
}
