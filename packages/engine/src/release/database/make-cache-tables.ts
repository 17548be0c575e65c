import { CabestanError } from '@cabestan/protocol/failures'
import type { DatabaseContext } from './database-context.ts'
import { manageDatabase } from './manage-database.ts'

/** Of caches in the database. The release that is live does not miss them, and knows nothing of new ones. */
export async function makeCacheTables(context: DatabaseContext, missing: readonly string[]): Promise<void> {
  if (missing.length === 0) return
  const names = missing.join(', ')
  // By their names: asked for all, it would fail over a cache that nobody uses and whose package is not there.
  const words = ['createcachetable', '--', ...missing]
  const trouble = await manageDatabase(context, words)
  if (trouble === null) return context.note('cache-tables.made', { names })
  const { exception, detail } = trouble
  throw new CabestanError('cache-tables.failed', { names, exception }, { detail })
}
