import { CabestanError, type FailureDetail } from '@cabestan/protocol/failures'
import { namesOf } from '@cabestan/protocol/releases'

/** How `migrate` failed, before anybody has looked at what stands in the database now. */
export interface MigrateTrouble {
  readonly how: keyof typeof codes
  readonly migration: string | null
  readonly detail: FailureDetail
  /** After a failure: its last exception. */
  readonly exception?: string
  /** After a lock timeout: who held the lock. */
  readonly holder?: string
  /** After a time limit: how long that was. */
  readonly seconds?: string
}

const codes = {
  locked: 'migrations.locked',
  endless: 'migrations.endless',
  failed: 'migrations.failed',
} as const

/** What stands in the database now, and what that means. */
interface Standing {
  readonly applied?: string
  /** How many there are, where they are too many to be listed. */
  readonly count?: string
  readonly reversed?: string
  /** No migration at all was applied, or taken back. */
  readonly stands?: 'none' | 'all'
  /** What the live release can do with it, and that release's number. */
  readonly former?: 'safe' | 'unsafe'
  readonly number?: string
  /** Part of the migration that failed may have been applied. */
  readonly partial?: 'yes'
  readonly snapshot?: string
}

/** What was done to the database so far, and which release is live. */
interface Done {
  readonly made: {
    readonly migrations: readonly { readonly name: string; readonly safe: boolean }[]
    readonly snapshot: string | null
  }
  readonly live: number | null
  /** The migration that failed is not done in one piece. */
  readonly half: boolean
}

/** No way back is named for a database that nothing has changed: it would lose what visitors wrote since, for no gain. */
export function standingOf({ made: { migrations, snapshot }, live, half }: Done): Standing {
  const stands = migrations.length > 0 ? namesOrCount(migrations) : ({ stands: 'none' } as const)
  const former = migrations.every(({ safe }) => safe) ? 'safe' : 'unsafe'
  const told: Standing = { ...stands, ...(live === null ? {} : { former }) }
  if (migrations.length === 0 && !half) return told
  return {
    ...told,
    ...(live === null ? {} : { number: String(live) }),
    ...(half ? { partial: 'yes' } : {}),
    ...(snapshot ? { snapshot } : {}),
  }
}

const fewNames = 6

/** A first release applies thirty migrations of Django's own, so only the one that failed is shown. */
function namesOrCount(migrations: readonly { name: string }[]): { applied: string } | { count: string } {
  if (migrations.length > fewNames) return { count: String(migrations.length) }
  return { applied: namesOf(migrations) }
}

export function migrateFailure(trouble: MigrateTrouble, standing: Standing): CabestanError {
  const { how, detail, migration, ...told } = trouble
  const known = migration === null ? told : { ...told, migration }
  return new CabestanError(codes[how], { ...known, ...standing }, { detail })
}
