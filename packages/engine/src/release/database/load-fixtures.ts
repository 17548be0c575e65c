import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { inRelease } from '../command.ts'
import { type DatabaseContext, insideOf } from './database-context.ts'
import { exceptionIn } from './migrate-output.ts'

/** All of them in one transaction of Django's own. */
export async function loadFixtures(context: DatabaseContext): Promise<void> {
  const { order, note, output } = context
  const { fixtures, migrateSeconds } = order.database
  if (fixtures.length === 0) return
  const argv = ['manage.py', 'loaddata', '--', ...fixtures]
  const options = { onLine: output, timeoutMs: migrateSeconds * 1000 }
  const { code, stderr } = await inRelease(insideOf(context), argv, options)
  const names = fixtures.join(', ')
  if (code === 0) return note('fixtures.loaded', { names })
  const detail = { argv, exitCode: code, tail: endOf(stderr) }
  throw new CabestanError('fixtures.failed', { names, exception: exceptionIn(stderr) }, { detail })
}
