import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { Database } from './database.ts'
import { migrate, refuseNewer } from './migrate.ts'

/**
 * For the writer. The file is private, because whoever can read it can read what happened inside people's
 * applications.
 */
export function openStore(path: string): Database {
  makeFile(path)
  // Twice as much made nothing faster, and 2 MB more under load.
  const database = new Database(path, { readOnly: false, cacheKiB: 1024 })
  refuseNewer(database)
  // The first of these only has an effect while the file is empty: freed pages can then be returned to the disk.
  database.exec('pragma auto_vacuum=incremental; pragma journal_mode=wal; pragma synchronous=full')
  database.exec(`pragma journal_size_limit=${16 * 1024 * 1024}`)
  migrate(database)
  return database
}

/** Its name is synced too, so that a power cut cannot lose the file with what was acknowledged. */
function makeFile(path: string): void {
  const directory = dirname(path)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const handle = openSync(directory, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
