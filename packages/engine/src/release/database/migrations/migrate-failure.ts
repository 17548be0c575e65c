import { CabestanError, type FailureDetail } from '@cabestan/protocol/failures'

/** How `migrate` ended badly, before anybody looked what stands in the database now. */
export interface MigrateTrouble {
  readonly how: keyof typeof codes
  readonly migration: string | null
  readonly detail: FailureDetail
  /** Of a failure, its last exception. */
  readonly exception?: string
  /** Of a lock, who held it. */
  readonly holder?: string
  /** Of what did not end, how long it had. */
  readonly seconds?: string
}

const codes = {
  locked: 'migrations.locked',
  endless: 'migrations.endless',
  failed: 'migrations.failed',
} as const

/** What stands now, and what that means. */
interface Standing {
  readonly applied?: string
  /** How many those are, where they are too many to be named. */
  readonly count?: string
  readonly reversed?: string
  /** No migration at all was applied, or taken back. */
  readonly stands?: 'none' | 'all'
  /** What the release that is live can do with it; its number. */
  readonly former?: 'safe' | 'unsafe'
  readonly number?: string
  /** A part of the migration that failed may stand. */
  readonly partial?: 'yes'
  readonly snapshot?: string
}

export function migrateFailure(trouble: MigrateTrouble, standing: Standing): CabestanError {
  const { how, detail, migration, ...told } = trouble
  const known = migration === null ? told : { ...told, migration }
  return new CabestanError(codes[how], { ...known, ...standing }, { detail })
}
