import { randomBytes } from 'node:crypto'
import { runCommand } from '../store/command/commands.ts'
import { Database } from '../store/database.ts'
import type { Writer } from '../writer/writer.ts'

export interface Desk extends Pick<Writer, 'run'> {
  close(): void
}

/**
 * Writes beside a Vigie that may be running: one short transaction, for which SQLite lets each wait for the other. It
 * never looks at the queue, which is the running one's to digest, nor at the health of the file.
 */
export function openDesk(path: string): Desk {
  const database = new Database(path, { readOnly: false, cacheKiB: 1024 })
  database.exec('pragma synchronous=full')
  const random = () => randomBytes(16).toString('hex')
  const desk = { database, now: Date.now, random, forget: () => {}, notice: () => {} }
  return {
    run: async (name, input) => runCommand(desk, name, input),
    close: () => database.close(),
  }
}
