import type { Entry } from './tree.ts'

/** As many bytes as it takes to tell what a file is. */
export const tellingBytes = 48

const sqliteName = /\.(sqlite3?|db3?|sdb|spatialite)$|(^|\/)(db|database|sqlite)$/i

export function mayBeSqlite({ path, bytes }: { path: string; bytes: number }): boolean {
  return bytes > 0 && sqliteName.test(path)
}

/** A pointer of git-lfs is a text of some 130 bytes in place of a file that was too large for git. */
export function mayBePointer({ bytes }: { bytes: number }): boolean {
  return bytes >= 100 && bytes <= 250
}

export function contentOf(beginning: Buffer): Entry['content'] {
  const text = beginning.toString('latin1', 0, tellingBytes)
  if (text.startsWith('SQLite format 3\0')) return 'sqlite'
  if (text.startsWith('version https://git-lfs.github.com/spec/')) return 'lfs-pointer'
  return undefined
}
