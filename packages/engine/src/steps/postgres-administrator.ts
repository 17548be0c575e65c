import { CabestanError } from '@cabestan/protocol/failures'
import { readPostgresCluster } from '../facts/postgres-cluster.ts'
import { psql } from '../facts/psql.ts'
import type { Host } from '../host/host.ts'

/** Statements that change something, in the cluster that the checks looked at. */
export async function administer(host: Host, sql: string, database?: string): Promise<void> {
  const cluster = await readPostgresCluster(host)
  if (!cluster) throw new CabestanError('service.failed', { service: 'postgresql' })
  await psql(host, { cluster, sql, ...(database ? { database } : {}) })
}
