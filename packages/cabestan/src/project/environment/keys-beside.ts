import { wantsAddress } from '../data/database.ts'
import type { DatabaseReading } from '../data/reading.ts'

interface Decided {
  readonly database: 'postgresql' | 'sqlite' | 'own' | null
  readonly mail: { readonly user: string | null } | null
  readonly given: readonly string[]
}

/**
 * Keys that no settings read and that the owner's decisions require: addresses and passwords do not belong in a file.
 */
export function keysBeside(
  reading: Pick<DatabaseReading, 'engine' | 'given'>,
  { database, mail, given }: Decided,
): string[] {
  const keys = [
    ...(database === 'own' && wantsAddress(reading) ? ['DATABASE_URL'] : []),
    ...(mail !== null && mail.user !== null ? ['EMAIL_HOST_PASSWORD'] : []),
  ]
  return keys.filter((key) => !given.includes(key))
}
