import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** How many pages are copied at a time, so that others can use the disk in between. */
const rate = 256

/**
 * A complete copy while the database is in use, as it is at this moment: what comes meanwhile is not in it. The file
 * has its name only once it is whole and on the disk.
 */
export async function backUp(from: string, to: string): Promise<void> {
  const part = `${to}.part`
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  rmSync(part, { force: true })
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    // Holds on to one moment of the database; without it every write of another connection would restart the copy.
    source.exec('begin; select count(*) from sqlite_schema')
    await backup(source, part, { rate })
    publish(part, to)
  } finally {
    source.close()
    rmSync(part, { force: true })
  }
}

function publish(part: string, to: string): void {
  chmodSync(part, 0o600)
  sync(part)
  renameSync(part, to)
  sync(dirname(to))
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
