import { CabestanError } from '@cabestan/protocol/failures'
import { privateDirectory } from '../../../host/root-attributes.ts'
import { endOf, run } from '../../../host/run.ts'
import { isDiskFull } from '../../source/disk.ts'
import type { DatabaseContext } from '../database-context.ts'
import { lacksRoom, type NoRoom } from '../disk-room.ts'
import { migrateFailure } from '../migrations/migrate-failure.ts'
import { ownPostgresSource } from './own-snapshot.ts'
import { postgresSource } from './postgres-snapshot.ts'
import type { SnapshotSource } from './snapshot-source.ts'
import { sqliteSource } from './sqlite-snapshot.ts'

export interface DatabaseKind {
  readonly vendor: string
  /** The database's name; for SQLite, the path of its file. */
  readonly database: string
}

/** `before` names what the snapshot is taken ahead of, and so its file: a release (`1a2b3c4`) or `rollback`. */
export async function saveDatabase(
  context: DatabaseContext,
  kind: DatabaseKind,
  before: string,
): Promise<string | null> {
  const { host, places, release, note } = context
  const source = await sourceOf(context, kind)
  if (source === null) {
    note('snapshot.none', { what: kind.vendor })
    return null
  }
  await host.files.createDirectory(places.backups, privateDirectory)
  const path = await freePath(context, `${places.backups}/${release.number}-before-${before}`, source.kind)
  await writeSnapshot(context, source, path)
  const bytes = (await host.files.stat(path))?.size ?? 0
  note('snapshot.made', { path, bytes })
  return path
}

function sourceOf(context: DatabaseContext, kind: DatabaseKind): Promise<SnapshotSource | null> {
  if (kind.vendor === 'sqlite') return sqliteSource(context, kind.database)
  if (kind.vendor !== 'postgresql') return Promise.resolve(null)
  return context.order.database.type === 'own'
    ? ownPostgresSource(context)
    : postgresSource(context, kind.database)
}

/** A second attempt at the same release keeps what the first one saved. */
export async function freePath(
  { host }: DatabaseContext,
  beginning: string,
  ending: string,
): Promise<string> {
  for (let count = 1; ; count += 1) {
    const path = `${beginning}${count === 1 ? '' : `-${count}`}.${ending}`
    if ((await host.files.stat(path)) === null) return path
  }
}

/**
 * Written beside and renamed, so that half a file is never taken for a snapshot. A restore also uses this to save
 * what it replaces.
 */
export async function writeSnapshot(
  context: DatabaseContext,
  source: SnapshotSource,
  path: string,
): Promise<void> {
  const { host } = context
  const part = `${path}.part`
  await host.files.remove(part)
  const lacks = await roomFor(context, source)
  if (lacks) throw new CabestanError('snapshot.failed', { ...lacks })
  const { code, stderr, holder } = await source.write(part)
  if (code !== 0) {
    await host.files.remove(part)
    const detail = { exitCode: code, tail: endOf(stderr) }
    if (holder) throw migrateFailure({ how: 'locked', migration: null, detail, holder }, { stands: 'none' })
    // Somebody else may have filled the disk in the meantime.
    const full = isDiskFull({ stderr }) ? await roomFor(context, source) : null
    throw new CabestanError('snapshot.failed', { ...full }, { detail })
  }
  await run(host, ['sync', part])
  await host.files.rename(part, path)
}

/** Null where there is enough room, both where it is written and where it is put together. */
async function roomFor({ host, places }: DatabaseContext, source: SnapshotSource): Promise<NoRoom> {
  for (const where of [places.backups, ...(source.besides ? [source.besides] : [])]) {
    const lacks = await lacksRoom(host, where, source.bytes ?? 0)
    if (lacks) return lacks
  }
  return null
}
