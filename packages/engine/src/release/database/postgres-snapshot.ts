import { CabestanError } from '@cabestan/protocol/failures'
import { type PostgresCluster, readPostgresCluster } from '../../facts/postgres-cluster.ts'
import { asPostgres, psql } from '../../facts/psql.ts'
import type { Host } from '../../host/host.ts'
import type { SnapshotSource } from './snapshot.ts'

/** As the administrator of the server's own PostgreSQL, through its socket. */
export async function postgresSource(host: Host, database: string): Promise<SnapshotSource> {
  const cluster = await clusterOf(host)
  return {
    kind: 'dump',
    bytes: await tableBytes(host, cluster, database),
    besides: null,
    write: (outputFile) => host.exec(dumpArgv(cluster, database), { outputFile, timeoutMs: patienceMs }),
  }
}

export async function clusterOf(host: Host): Promise<PostgresCluster> {
  const cluster = await readPostgresCluster(host)
  if (cluster) return cluster
  throw new CabestanError('service.failed', { service: 'postgresql' })
}

/** Nothing that a person deploys by hand takes longer; without a bound it would hang for ever. */
export const patienceMs = 6 * 60 * 60 * 1000

function dumpArgv({ programs, port }: PostgresCluster, database: string) {
  const wait = '--lock-wait-timeout=60s'
  return asPostgres(`${programs}/pg_dump`, '--format=custom', wait, '-p', String(port), '-d', database)
}

/** What a dump can be at most: it holds no indexes, and is compressed. */
async function tableBytes(host: Host, cluster: PostgresCluster, database: string): Promise<number> {
  const sql = `SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class WHERE relkind IN ('r', 'm');`
  return Number(await psql(host, { cluster, sql, database }))
}
