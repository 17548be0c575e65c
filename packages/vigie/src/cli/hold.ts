import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CliFailure } from './failure.ts'

/**
 * One Vigie for one directory. The lock is SQLite's on an empty file: it ends with the process, however that ends.
 */
export function hold(data: string): () => void {
  const lock = openLock(data)
  try {
    lock.exec('pragma locking_mode=exclusive; begin exclusive')
  } catch {
    lock.close()
    throw new CliFailure((words) => words.failure.inUse(data))
  }
  return () => lock.close()
}

function openLock(data: string): DatabaseSync {
  try {
    makeDirectory(data)
    return new DatabaseSync(join(data, 'lock'))
  } catch {
    throw new CliFailure((words) => words.failure.unwritable(data))
  }
}

/** Node's own `recursive` never returns where an existing directory accepts no subdirectory, as /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
