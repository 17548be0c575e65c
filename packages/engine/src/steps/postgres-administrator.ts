import { type Change, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Postgres } from '../facts/postgres.ts'
import { readPostgresCluster } from '../facts/postgres-cluster.ts'
import { psql, psqlIfRunning } from '../facts/psql.ts'
import type { Host } from '../host/host.ts'
import { startUnit } from './start-unit.ts'

/** Statements that change something, in the cluster that the checks looked at; one that is down is started. */
export async function administer(host: Host, sql: string, database?: string): Promise<void> {
  const cluster = await readPostgresCluster(host)
  if (!cluster) throw new CabestanError('service.failed', { service: 'postgresql' })
  const query = { cluster, sql, ...(database ? { database } : {}) }
  if ((await psqlIfRunning(host, query)) !== null) return
  await startUnit(host, { unit: cluster.unit, verb: 'start' })
  await psql(host, query)
}

/** What is in a server that does not answer is seen once it runs. */
export function startIfDown(postgres: Postgres | null): Change | null {
  if (postgres?.state !== null) return null
  return changeOf([{ type: 'action', action: 'start', subject: postgres.cluster.unit }])
}
