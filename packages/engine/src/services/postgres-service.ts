import { CabestanError, type FailureDetail } from '@cabestan/protocol/failures'
import { type PostgresCluster, readPostgresCluster } from '../facts/postgres-cluster.ts'
import { asPostgres, psqlIfRunning } from '../facts/psql.ts'
import type { Host } from '../host/host.ts'
import { judgeByCommand, type KnownService, type ReloadTask, reloadUnit } from './known-service.ts'

export const postgresService: KnownService = {
  // The package has one for each version; without any there is no cluster either.
  program: null,
  unit: async (host) => (await readPostgresCluster(host))?.unit ?? null,
  async judge(host) {
    const cluster = await readPostgresCluster(host)
    return cluster && ((await judgeSettings(host, cluster)) ?? (await judgeAccess(host, cluster)))
  },
  reload: reloadPostgres,
  async log(host) {
    const cluster = await readPostgresCluster(host)
    return cluster && `/var/log/postgresql/postgresql-${cluster.version}-${cluster.name}.log`
  },
}

/** Asked for a single value, the program reads all its files as at a start, and refuses what it would refuse then. */
function judgeSettings(host: Host, { programs, configuration }: PostgresCluster) {
  const file = `config_file=${configuration}/postgresql.conf`
  return judgeByCommand(host, asPostgres(`${programs}/postgres`, '-C', 'data_directory', '-c', file))
}

/** Only a running server can check pg_hba.conf; for a stopped one the start shows it. */
async function judgeAccess(host: Host, cluster: PostgresCluster): Promise<FailureDetail | null> {
  const mistakes = await psqlIfRunning(host, { cluster, sql: accessMistakes })
  return mistakes ? { tail: `${cluster.configuration}/pg_hba.conf\n${mistakes.trimEnd()}` } : null
}

const accessMistakes = `SELECT line_number || ': ' || error FROM pg_hba_file_rules WHERE error IS NOT NULL`

/** A reload is only a signal. A server that cannot use its files says so in its log alone. */
async function reloadPostgres(task: ReloadTask): Promise<'reload'> {
  const cluster = await readPostgresCluster(task.host)
  if (!cluster) return 'reload'
  const before = await loadedAt(task.host, cluster)
  await reloadUnit(task)
  const deadline = task.host.clock.now() + 10_000
  while ((await loadedAt(task.host, cluster)) === before) {
    if (task.host.clock.now() > deadline) throw new CabestanError('service.failed', { service: task.unit })
    await task.host.clock.sleep(50)
  }
  return 'reload'
}

function loadedAt(host: Host, cluster: PostgresCluster): Promise<string | null> {
  return psqlIfRunning(host, { cluster, sql: 'SELECT pg_conf_load_time()' })
}
