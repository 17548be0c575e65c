import type { Owner } from '@cabestan/protocol/descriptions'
import type { NoticeCode } from '@cabestan/protocol/events'
import type { CabestanError } from '@cabestan/protocol/failures'
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

/** Everything that a stage may use. */
export interface ReleaseContext {
  readonly host: Host
  readonly emit: Emit
  readonly owner: Owner
  readonly order: ReleaseOrder
  /** The directory with what was sent for this release; null where nothing was sent. */
  readonly upload: string | null
  readonly places: Places
  readonly release: ReleasePlaces
  readonly live: LiveRelease | null
  /** The colour in which the new release will run: the one that is not live. */
  readonly colour: Colour
  readonly services: PendingServices
  /** Reports a line of a command's output, for the live view and the journal. It never holds a secret. */
  readonly output: (line: string) => void
  readonly note: (code: NoticeCode, values?: Readonly<Record<string, string | number>>) => void
  /** Results that are only known once a stage is done, for the ledger. */
  readonly made: Made
}

export interface VenvMadeAhead {
  readonly venv: string
  /** How many packages it was given, or why the project's own list can't be installed. */
  readonly outcome: number | CabestanError
}

/** Facts that earlier stages leave for later ones. */
interface Made {
  migrations: AppliedMigration[]
  snapshot: string | null
  /** The release begins with the committed database, and no visitor has used that yet. */
  seeded: boolean
  requests: number
  lost: number
  /** Django's checks asked for tables that only the migrations will make. */
  checkLater: boolean
  /** A template that is compressed ahead asked for such tables. */
  compressLater: boolean
  /** The state of migrations and database, where it was read ahead of the database stage. */
  looked: MigrationState | null
  /** Null where no venv was made before the release began, or where that may end otherwise in its turn. */
  ahead: VenvMadeAhead | null
  /** How long the page took to answer when it was asked for before the switch. */
  pageMs: number
  /** Collects what the new web process prints from its start on. */
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

/** One stage of a release. If it throws, the release has failed with that, and the stages before it are undone. */
export interface Stage {
  run(context: ReleaseContext): Promise<'done' | 'skipped'>
  /** Takes back what `run` did or began to do. Stages are undone in the reverse order. */
  undo?(context: ReleaseContext): Promise<void>
}
