import type { ReleaseContext } from '../context.ts'
import { insideOf } from './database-context.ts'
import { endLeftOverWork } from './lock-holders.ts'
import { readMigrationState } from './migrations/migration-state.ts'

/**
 * Django takes a while to start, only to say that there is nothing to migrate: it is asked beside the build. Not where the
 * database may change until its stage: a first release's is seeded, missing migrations are made. What fails here is no
 * matter of the build, and is asked again.
 */
export async function lookAhead(context: ReleaseContext): Promise<void> {
  const { live, order, made } = context
  const { type, makeMigrations } = order.database
  if (live === null || type === 'none' || makeMigrations.length > 0) return
  await endLeftOverWork(context)
  made.looked = await readMigrationState(insideOf(context)).catch(() => null)
}
