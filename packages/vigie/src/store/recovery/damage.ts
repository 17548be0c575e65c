import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/** What SQLite answers when the file itself is damaged: SQLITE_CORRUPT and SQLITE_NOTADB. */
export function isDamage(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: number }
  return errcode !== undefined && [11, 26].includes(errcode & 0xff)
}

/**
 * Left beside a database in which damage was seen while it was in use: the next start reads all of it, whatever its
 * size, and whatever mark of a clean end there is. A disk that takes no note took no mark either.
 */
export function noteDamage(database: string): void {
  try {
    writeFileSync(noteOf(database), '', { mode: 0o600, flag: 'wx' })
  } catch {
    // It was noted before, or cannot be.
  }
}

export function isDamageNoted(database: string): boolean {
  return readNote(database) !== null
}

/** Where a damaged database is being set aside. An interrupted recovery starts again from there. */
export function noteRecovery(database: string, aside: string): void {
  writeFileSync(noteOf(database), aside, { mode: 0o600 })
}

export function recoveryBegun(database: string): string | null {
  return readNote(database) || null
}

export function forgetDamage(database: string): void {
  rmSync(noteOf(database), { force: true })
}

function readNote(database: string): string | null {
  try {
    return readFileSync(noteOf(database), 'utf8')
  } catch {
    return null
  }
}

function noteOf(database: string): string {
  return `${database}.damaged`
}
