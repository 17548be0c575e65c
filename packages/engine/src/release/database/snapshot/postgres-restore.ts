import { CabestanError } from '@cabestan/protocol/failures'
import type { PostgresCluster } from '../../../facts/postgres-cluster.ts'
import { asPostgres, identifier, literal, psql } from '../../../facts/psql.ts'
import { privateDirectory } from '../../../host/root-attributes.ts'
import { commandFailed, endOf } from '../../../host/run.ts'
import { databaseSql } from '../../../steps/postgres-database.ts'
import type { DatabaseContext } from '../database-context.ts'
import { lacksRoom } from '../disk-room.ts'
import { clusterOf, patienceMs, postgresSource } from './postgres-snapshot.ts'
import { freePath, writeSnapshot } from './snapshot.ts'

/**
 * The saved database is built beside the one of today, and takes its place by a change of names in one transaction:
 * before it everything is as it was, after it everything is as it was saved. `pg_restore --clean` into the one of
 * today would stop at each table that came since and holds on to an older one. Then nobody writes to the former one
 * any more, and it is saved as it ended.
 */
export async function restorePostgres(context: DatabaseContext, path: string): Promise<void> {
  const work = await prepare(context)
  try {
    await fill(work, path)
    await swap(work)
  } catch (thrown) {
    await administer(work, `DROP DATABASE IF EXISTS ${identifier(work.restored)};`).catch(() => {})
    throw restoreFailed(path, thrown)
  }
  await saveFormer(work)
}

interface Restoration {
  readonly context: DatabaseContext
  readonly cluster: PostgresCluster
  readonly name: string
  readonly restored: string
  readonly former: string
}

async function prepare(context: DatabaseContext): Promise<Restoration> {
  const { host, places } = context
  const { name, backups } = places
  const cluster = await clusterOf(host)
  const moment = host.clock.now().toString(36)
  const work = { context, cluster, name, restored: `${name}-restored`, former: `${name}-before-${moment}` }
  await host.files.createDirectory(backups, privateDirectory)
  const bytes = Number(await administer(work, `SELECT pg_database_size(${literal(name)});`))
  for (const where of ['/var/lib/postgresql', backups]) {
    const lacks = await lacksRoom(host, where, bytes)
    if (lacks) throw new CabestanError('restore.failed', { ...lacks })
  }
  return work
}

/** Runs as the administrator, so that owners and extensions come back as they were. */
async function fill({ context, cluster, name, restored }: Restoration, path: string): Promise<void> {
  const { host } = context
  const step = { kind: 'postgres-database', reason: 'postgres.database', name: restored } as const
  const create = databaseSql({ ...step, owner: name, encoding: 'UTF8' }, Number(cluster.version))
  const drop = `DROP DATABASE IF EXISTS ${identifier(restored)} WITH (FORCE);`
  await psql(host, { cluster, sql: `${drop}\n${create}` })
  const words = ['--single-transaction', '--exit-on-error', '-p', String(cluster.port), '-d', restored]
  const argv = asPostgres(`${cluster.programs}/pg_restore`, ...words)
  const result = await host.exec(argv, { inputFile: path, timeoutMs: patienceMs })
  if (result.code !== 0) throw commandFailed(argv, result)
  await psql(host, { cluster, database: restored, sql: 'ANALYZE;' })
}

const attempts = 20

/** Ends all sessions and makes new ones wait while the names change. Whoever connects in between is ended again. */
async function swap(work: Restoration): Promise<void> {
  const { name, restored, former } = work
  const sql = [
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${literal(name)};`,
    'BEGIN;',
    `ALTER DATABASE ${identifier(name)} RENAME TO ${identifier(former)};`,
    `ALTER DATABASE ${identifier(restored)} RENAME TO ${identifier(name)};`,
    'COMMIT;',
  ].join('\n')
  for (let attempt = 1; ; attempt += 1) {
    const failure = await administer(work, sql).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (failure === null) return
    const isHeld =
      failure instanceof CabestanError && /accessed by other users/.test(failure.failure.detail?.tail ?? '')
    if (!isHeld || attempt === attempts) throw failure
  }
}

/** If it cannot be saved it stays under its own name, so that nothing is lost. */
async function saveFormer(work: Restoration): Promise<void> {
  const { context, former } = work
  const { host, places, release, note } = context
  const path = await freePath(context, `${places.backups}/${release.number}-before-restore`, 'dump')
  try {
    await writeSnapshot(context, await postgresSource(context, former), path)
  } catch {
    note('snapshot.left', { name: former, path })
    return
  }
  await administer(work, `DROP DATABASE ${identifier(former)} WITH (FORCE);`)
  note('snapshot.made', { path, bytes: (await host.files.stat(path))?.size ?? 0 })
}

function administer({ context, cluster }: Restoration, sql: string): Promise<string> {
  return psql(context.host, { cluster, sql })
}

function restoreFailed(path: string, thrown: unknown): CabestanError {
  if (!(thrown instanceof CabestanError)) throw thrown
  const { detail } = thrown.failure
  return new CabestanError(
    'restore.failed',
    { path },
    { detail: { ...detail, tail: endOf(detail?.tail ?? '') } },
  )
}
