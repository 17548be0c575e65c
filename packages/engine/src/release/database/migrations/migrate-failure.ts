import { CabestanError, type FailureDetail } from '@cabestan/protocol/failures'

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

export function migrateFailure(trouble: MigrateTrouble, standing: Standing): CabestanError {
  const { how, detail, migration, ...told } = trouble
  const known = migration === null ? told : { ...told, migration }
  return new CabestanError(codes[how], { ...known, ...standing }, { detail })
}
