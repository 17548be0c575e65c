import { CabestanError } from '@cabestan/protocol/failures'
import { type PostgresCluster, readPostgresCluster } from '../../../facts/postgres-cluster.ts'
import { asPostgres, literal, psql } from '../../../facts/psql.ts'
import type { Host } from '../../../host/host.ts'
import { type DatabaseContext, workName } from '../database-context.ts'
import { watchHolders } from '../lock-holders.ts'
import { attempts } from '../migrations/run-migrate.ts'
import type { SnapshotSource } from './snapshot-source.ts'

/** Runs as the administrator of the server's own PostgreSQL, through its socket. */
export async function postgresSource(context: DatabaseContext, database: string): Promise<SnapshotSource> {
  const { host, order } = context
  const cluster = await clusterOf(host)
  const argv = dumpArgv({ cluster, database, lockSeconds: order.database.lockSeconds * attempts })
  return {
    kind: 'dump',
    bytes: await sizeOf(host, cluster, database),
    besides: null,
    async write(outputFile) {
      const environment = { PGAPPNAME: workName(context) }
      const running = host.exec(argv, { outputFile, environment, timeoutMs: patienceMs })
      const holder = await watchHolders(context, running)
      return { ...(await running), holder }
    },
  }
}

export async function clusterOf(host: Host): Promise<PostgresCluster> {
  const cluster = await readPostgresCluster(host)
  if (cluster) return cluster
  throw new CabestanError('service.failed', { service: 'postgresql' })
}

/** Longer than any dump that somebody waits for; without a limit it could hang for ever. */
export const patienceMs = 6 * 60 * 60 * 1000

interface Dump {
  readonly cluster: PostgresCluster
  readonly database: string
  /** A dump blocks no visitor, only the person who deploys. */
  readonly lockSeconds: number
}

function dumpArgv({ cluster, database, lockSeconds }: Dump) {
  const wait = `--lock-wait-timeout=${lockSeconds}s`
  const words = ['--format=custom', wait, '-p', String(cluster.port), '-d', database]
  return asPostgres(`${cluster.programs}/pg_dump`, ...words)
}

/** An upper bound: a dump has no indexes and is compressed. The query takes no lock. */
async function sizeOf(host: Host, cluster: PostgresCluster, database: string): Promise<number> {
  return Number(await psql(host, { cluster, sql: `SELECT pg_database_size(${literal(database)});` }))
}
