import type { Owner } from '@cabestan/protocol/descriptions'
import type { NoticeCode } from '@cabestan/protocol/events'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { AppliedMigration, ReleaseRecord } from '@cabestan/protocol/releases'
import type { Emit } from '../emitter.ts'
import type { Host } from '../host/host.ts'
import type { PendingServices } from '../services/pending-services.ts'
import type { MigrationState } from './database/migrations/migration-state.ts'
import type { Colour, Places, ReleasePlaces } from './places.ts'
import type { Since } from './processes/output-of.ts'

/** The release that serves while the new one is made. */
export interface LiveRelease {
  readonly colour: Colour
  readonly places: ReleasePlaces
  /** Null where the ledger was lost. */
  readonly record: ReleaseRecord | null
}

/** All that a stage may use. */
export interface ReleaseContext {
  readonly host: Host
  readonly emit: Emit
  readonly owner: Owner
  readonly order: ReleaseOrder
  /** The directory of what was sent for this release; null where nothing was. */
  readonly upload: string | null
  readonly places: Places
  readonly release: ReleasePlaces
  readonly live: LiveRelease | null
  /** Where the new release runs: the colour that is not live. */
  readonly colour: Colour
  readonly services: PendingServices
  /** A line of a command's output, for the live view and the journal; never a secret. */
  readonly output: (line: string) => void
  readonly note: (code: NoticeCode, values?: Readonly<Record<string, string | number>>) => void
  /** What is known only when it is done, for the ledger. */
  readonly made: Made
}

/** Filled in by the stages. */
interface Made {
  migrations: AppliedMigration[]
  snapshot: string | null
  /** It begins with the committed database, and no visitor has it yet. */
  seeded: boolean
  requests: number
  lost: number
  /** Django's checks asked for tables that only the migrations make. */
  checkLater: boolean
  /** A template that is compressed ahead did so. */
  compressLater: boolean
  /** Its migrations and the database, where they were looked at ahead of their stage. */
  looked: MigrationState | null
  /** How many packages its venv was given before the release began; null where that was not done. */
  ahead: number | null
  /** How long its page took, when it was asked for before the switch. */
  pageMs: number
  /** What the new web process says from its start on. */
  said: Since | null
}

export function nothingMade(): Made {
  return {
    migrations: [],
    snapshot: null,
    seeded: false,
    requests: 0,
    lost: 0,
    checkLater: false,
    compressLater: false,
    looked: null,
    ahead: null,
    pageMs: 0,
    said: null,
  }
}

/** One stage of a release. What it throws is the release's failure; the stages before it are then undone. */
export interface Stage {
  run(context: ReleaseContext): Promise<'done' | 'skipped'>
  /** Takes back what `run` did, or began to do. Called in the reverse order of work. */
  undo?(context: ReleaseContext): Promise<void>
}
