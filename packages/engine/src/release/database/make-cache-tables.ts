import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { inRelease } from '../command.ts'
import { type DatabaseContext, insideOf } from './database-context.ts'
import { exceptionIn } from './migrate-output.ts'

/** Of caches in the database. The release that is live does not miss them, and knows nothing of new ones. */
export async function makeCacheTables(context: DatabaseContext, missing: readonly string[]): Promise<void> {
  if (missing.length === 0) return
  const { order, note, output } = context
  // By their names: asked for all, it would fail over a cache that nobody uses and whose package is not there.
  const argv = ['manage.py', 'createcachetable', '--', ...missing]
  const options = { onLine: output, timeoutMs: order.database.migrateSeconds * 1000 }
  const { code, stderr } = await inRelease(insideOf(context), argv, options)
  const names = missing.join(', ')
  if (code === 0) return note('cache-tables.made', { names })
  const detail = { argv, exitCode: code, tail: endOf(stderr) }
  throw new CabestanError('cache-tables.failed', { names, exception: exceptionIn(stderr) }, { detail })
}
