import { type Change, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Postgres } from '../facts/postgres.ts'
import { type PostgresCluster, readPostgresCluster } from '../facts/postgres-cluster.ts'
import { psql, psqlIfRunning } from '../facts/psql.ts'
import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'
import { startUnit } from './start-unit.ts'

/** Runs statements that change something, in the cluster that the checks looked at. A stopped cluster is started. */
export async function administer(host: Host, sql: string, database?: string): Promise<void> {
  const cluster = await ensureCluster(host)
  const query = { cluster, sql, ...(database ? { database } : {}) }
  if ((await psqlIfRunning(host, query)) !== null) return
  await startUnit(host, { unit: cluster.unit, verb: 'start' })
  await psql(host, query)
}

const installed = '/usr/lib/postgresql'
const timeoutMs = 300_000

/**
 * Debian makes one with the package, which counts as installed all the same where that failed: on a disk that
 * was full just then, or because somebody's createcluster.conf wants none.
 */
export async function ensureCluster(host: Host): Promise<PostgresCluster> {
  const there = await readPostgresCluster(host)
  if (there) return there
  const [version] = ((await host.files.list(installed)) ?? []).toSorted((a, b) => Number(b) - Number(a))
  const argv = ['pg_createcluster', version ?? '', 'main', '--locale', 'C.UTF-8', '--start'] as const
  if (version !== undefined) await run(host, argv, { timeoutMs })
  const made = await readPostgresCluster(host)
  if (!made) throw new CabestanError('service.failed', { service: 'postgresql' })
  return made
}

/** What is in a server that is down can only be seen once it runs. */
export function startIfDown(postgres: Postgres | null): Change | null {
  if (postgres?.state !== null) return null
  return changeOf([{ type: 'action', action: 'start', subject: postgres.cluster.unit }])
}
