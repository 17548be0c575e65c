import { CabestanError } from '@cabestan/protocol/failures'
import type { DatabaseContext } from './database-context.ts'
import { manageDatabase } from './manage-database.ts'

/**
 * Tables for caches that are kept in the database. The live release does not use the new ones, so they cannot harm
 * it.
 */
export async function makeCacheTables(context: DatabaseContext, missing: readonly string[]): Promise<void> {
  if (missing.length === 0) return
  const names = missing.join(', ')
  // Named one by one: without names the command would fail over a cache that nobody uses and whose package is
  // missing.
  const words = ['createcachetable', '--', ...missing]
  const trouble = await manageDatabase(context, words)
  if (trouble === null) return context.note('cache-tables.made', { names })
  const { exception, detail } = trouble
  throw new CabestanError('cache-tables.failed', { names, exception }, { detail })
}
