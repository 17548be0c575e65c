import { CabestanError } from '@cabestan/protocol/failures'
import type { DatabaseContext } from './database-context.ts'
import { manageDatabase } from './manage-database.ts'

/** Django loads all fixtures of one command in a single transaction. */
export async function loadFixtures(context: DatabaseContext): Promise<void> {
  const { fixtures } = context.order.database
  if (fixtures.length === 0) return
  const names = fixtures.join(', ')
  const trouble = await manageDatabase(context, ['loaddata', '--', ...fixtures])
  if (trouble === null) return context.note('fixtures.loaded', { names })
  const { exception, detail } = trouble
  throw new CabestanError('fixtures.failed', { names, exception }, { detail })
}
