import { randomBytes } from 'node:crypto'
import type { Digest } from '../contract/digested.ts'
import type { Taken, Uncounted } from '../contract/taken.ts'
import type { NoEvent, Unread } from '../contract/unread.ts'
import { unreadReader } from '../ingest/take/read-unread.ts'
import { askDisk } from '../store/ask-disk.ts'
import { backUp } from '../store/backup.ts'
import { backUpDaily, isBackupDue } from '../store/backups.ts'
import type { Database } from '../store/database.ts'
import { leaveMark } from '../store/recovery/clean-mark.ts'
import { noteDamage } from '../store/recovery/damage.ts'
import { openSound } from '../store/recovery/recover.ts'
import { Upkeep } from '../store/upkeep/upkeep.ts'
import { type Digesting, digestSome, openDigesting } from '../store/write/digesting.ts'
import { addOutcomes } from '../store/write/outcomes.ts'
import { Packing } from '../store/write/packing.ts'
import type { Pen } from '../store/write/pen.ts'
import { openQueue, type Queue, type Queued } from '../store/write/queue.ts'

export interface CoreOptions {
  /** The path of the database: `vigie.db` in the data directory. */
  readonly path: string
  readonly digest: Digest
  readonly now: () => number
}

/** The database, opened for writing, and what is done with it in one transaction at a time. */
export interface Core {
  readonly pen: Pen
  readonly queue: Queue
  readonly digesting: Digesting
  /** From here on a finished transaction is on the disk and survives a power cut. */
  durably(): void
  /** Events that another thread handed over because others waited for it. */
  read(event: Unread): Taken | NoEvent
  digest(records: readonly Queued[], until: () => boolean): ReturnType<typeof digestSome>
  count(outcomes: readonly Uncounted[]): void
  /** Regular upkeep; true when more is to be done at once. */
  upkeep(until: () => boolean): ReturnType<Upkeep['step']>
  backup(path: string): Promise<void>
  /** Called once a day. */
  backupIfDue(): Promise<void>
  /** Tries to write something small and throws the disk's error. */
  askDisk(): void
  /** Notes damage that was seen, so that the next start reads the whole file and repairs it. */
  damaged(): void
  close(): void
}

export function openCore({ path, digest, now }: CoreOptions): Core {
  const database = openSound(path, now())
  const pen = { database, now, random: () => randomBytes(16).toString('hex') }
  const packing = new Packing(database)
  const queue = openQueue(database, packing)
  const digesting = openDigesting(pen, queue, digest)
  const set = manners(database)
  let isDamaged = false
  const upkeep = new Upkeep(pen, { forget: () => digesting.counting.hashes.forget(), digest, packing })
  return {
    ...{ pen, queue, digesting },
    durably: () => set(durable),
    read: unreadReader(digest),
    digest: (records, until) => {
      set(quick)
      return digestSome(digesting, records, until)
    },
    count: (outcomes) => {
      set(quick)
      database.transaction(() => addOutcomes(pen, outcomes))
    },
    upkeep: (until) => {
      set(quick)
      return upkeep.step(until)
    },
    backup: (to) => backUp(path, to),
    backupIfDue: async () => {
      if (isBackupDue(path, now())) await backUpDaily(path, now())
    },
    askDisk: () => askDisk(path),
    damaged: () => {
      isDamaged = true
      noteDamage(path)
    },
    close: () => {
      if (!isDamaged) database.exec('pragma wal_checkpoint(truncate)')
      database.close()
      if (!isDamaged) leaveMark(path)
    },
  }
}

/** How the connection commits; SQLite is only told when it changes. */
function manners(database: Pick<Database, 'exec'>): (manner: string) => void {
  let current: string | null = null
  return (manner) => {
    if (manner === current) return
    current = null
    database.exec(manner)
    current = manner
  }
}

/** Checkpoints are left to the other transactions, for which no client waits. */
const durable = 'pragma synchronous=full; pragma wal_autocheckpoint=0'

/**
 * What is digested is on the disk with whatever is acknowledged next. Until then a power cut takes it back as a whole,
 * and the record is still in the queue: it is digested again.
 */
const quick = 'pragma synchronous=normal; pragma wal_autocheckpoint=1000'
