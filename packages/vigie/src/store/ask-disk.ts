import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'

/** As much as SQLite needs for the smallest thing that it writes. */
const bytes = Buffer.alloc(32 * 1024)

/** Writes a file beside the database and throws whatever error the disk gives. */
export function askDisk(database: string): void {
  const path = `${database}.asked`
  const handle = openSync(path, 'w', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
    rmSync(path, { force: true })
  }
}
