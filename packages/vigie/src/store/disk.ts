import { statSync } from 'node:fs'
import { backupFiles } from './backups.ts'

/** The database, its journal, and the copies that are made automatically. */
export function diskBytes(database: string): number {
  const files = [database, `${database}-wal`, ...backupFiles(database)]
  return files.reduce((sum, file) => sum + sizeOf(file), 0)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
