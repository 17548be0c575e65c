import { CabestanError } from '@cabestan/protocol/failures'
import type { DatabaseContext } from '../database-context.ts'
import { restoreOwn } from './own-restore.ts'
import { restorePostgres } from './postgres-restore.ts'
import { restoreSqlite } from './sqlite-restore.ts'

/**
 * Brings a saved database back, whole or not at all. What is there today is saved first, so that nothing is lost for
 * ever.
 */
export async function restoreSnapshot(context: DatabaseContext, path: string): Promise<void> {
  const { host, order, note } = context
  if ((await host.files.stat(path)) === null) throw new CabestanError('rollback.no-snapshot', { path })
  if (path.endsWith('.sqlite3')) await restoreSqlite(context, path)
  else if (order.database.type === 'own') await restoreOwn(context, path)
  else await restorePostgres(context, path)
  note('snapshot.restored', { path })
}
