import { readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { backUp } from './backup.ts'
import { stampOf } from './stamp.ts'

const day = 86_400_000
/** Each is as large as the database, and all of them count towards the disk budget. */
const kept = 1

/** Copies that were made automatically, newest first. */
export function listBackups(database: string): readonly string[] {
  return backupFiles(database)
    .filter((path) => path.endsWith('.db'))
    .sort()
    .reverse()
}

export function isBackupDue(database: string, now: number): boolean {
  const [newest] = listBackups(database)
  return newest === undefined || statSync(newest).mtimeMs < now - day
}

/** The former copy is removed once the new one is complete. */
export async function backUpDaily(database: string, now: number): Promise<void> {
  const name = `vigie-${stampOf(now)}.db`
  await backUp(database, join(directoryOf(database), name))
  for (const old of listBackups(database).slice(kept)) rmSync(old, { force: true })
}

/** Includes one that is being made. */
export function backupFiles(database: string): readonly string[] {
  const directory = directoryOf(database)
  try {
    return readdirSync(directory).map((name) => join(directory, name))
  } catch {
    return []
  }
}

function directoryOf(database: string): string {
  return join(dirname(database), 'backups')
}
