import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

/**
 * Left beside a database that was closed in order, with its size and time: whoever finds it as it was left need not
 * read it through. Whatever has touched the file since makes the mark void.
 */
export function leaveMark(database: string): void {
  writeFileSync(markOf(database), stampOf(database), { mode: 0o600 })
}

export function takeMark(database: string): boolean {
  const mark = markOf(database)
  try {
    return readFileSync(mark, 'utf8') === stampOf(database)
  } catch {
    return false
  } finally {
    rmSync(mark, { force: true })
  }
}

function markOf(database: string): string {
  return `${database}.clean`
}

function stampOf(database: string): string {
  const { size, mtimeMs, ino } = statSync(database)
  return `${size} ${mtimeMs} ${ino}\n`
}
