import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { Database } from './database.ts'
import { migrate, refuseNewer } from './migrate.ts'

/** For the one that writes. Who may read the file may read what happened inside people's applications: nobody else. */
export function openStore(path: string): Database {
  makeFile(path)
  const database = new Database(path, { readOnly: false, cacheKiB: 2 * 1024 })
  refuseNewer(database)
  // Only while the file is empty does the first of these mean anything: freed pages can be given back to the disk.
  database.exec('pragma auto_vacuum=incremental; pragma journal_mode=wal; pragma synchronous=full')
  database.exec(`pragma journal_size_limit=${16 * 1024 * 1024}`)
  migrate(database)
  return database
}

/** On the disk by name too: a power cut must not lose the file with what was acknowledged. */
function makeFile(path: string): void {
  const directory = dirname(path)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const handle = openSync(directory, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
