import type { FailureDetail } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { inRelease } from '../command.ts'
import { type DatabaseContext, insideOf } from './database-context.ts'
import { exceptionIn } from './migrations/migrate-output.ts'

interface Trouble {
  readonly exception: string
  readonly detail: FailureDetail
}

/**
 * Runs a command of `manage.py` that works on the database, in no more time than migrations have. Null where all went
 * well.
 */
export async function manageDatabase(
  context: DatabaseContext,
  words: readonly string[],
): Promise<Trouble | null> {
  const { order, output } = context
  const argv = ['manage.py', ...words]
  const options = { onLine: output, timeoutMs: order.database.migrateSeconds * 1000 }
  const { code, stderr } = await inRelease(insideOf(context), argv, options)
  if (code === 0) return null
  return { exception: exceptionIn(stderr), detail: { argv, exitCode: code, tail: endOf(stderr) } }
}
