import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../../host/run.ts'
import { inRelease } from '../../command.ts'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { withOwnDatabase } from './own-snapshot.ts'
import { patienceMs } from './postgres-snapshot.ts'
import { saveDatabase } from './snapshot.ts'

/**
 * A database that is not this server's may not be swapped for another: its tables are, in one transaction. Where a
 * younger table holds on to one of them, PostgreSQL refuses all of it.
 */
export async function restoreOwn(context: DatabaseContext, path: string): Promise<void> {
  await saveDatabase(context, { vendor: 'postgresql', database: '' }, 'restore')
  const words = ['--clean', '--if-exists', '--no-owner', '--single-transaction', '--exit-on-error']
  const argv = ['python', '-c', withOwnDatabase('pg_restore', words)]
  const { code, stderr } = await inRelease(insideOf(context), argv, {
    inputFile: path,
    timeoutMs: patienceMs,
  })
  if (code === 0) return
  throw new CabestanError('restore.failed', { path }, { detail: { exitCode: code, tail: endOf(stderr) } })
}
