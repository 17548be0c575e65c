import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The database, its journal, and the copies that were made of it by itself. */
export function diskBytes(database: string): number {
  const backups = join(dirname(database), 'backups')
  const files = [database, `${database}-wal`, ...namesIn(backups).map((name) => join(backups, name))]
  return files.reduce((sum, file) => sum + sizeOf(file), 0)
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
