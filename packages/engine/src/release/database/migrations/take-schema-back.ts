import { CabestanError } from '@cabestan/protocol/failures'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { readReleases, writeRelease } from '../../../ledger/releases.ts'
import { type ReleasePlaces, releasePlaces } from '../../places.ts'
import type { DatabaseContext } from '../database-context.ts'
import { maintenanceOff, maintenanceOn } from '../maintenance.ts'
import { restoreSnapshot } from '../snapshot/restore-snapshot.ts'
import { reverseMigrations } from './reverse-migrations.ts'

/**
 * What a rollback does to the database before the former release starts. From then on the release that is live cannot
 * go on: visitors see the maintenance page until the change over, which takes it down.
 */
export async function takeSchemaBack(
  plan: Pick<RollbackPlan, 'to' | 'migrations' | 'snapshot'>,
  choice: 'keep' | 'reverse' | 'restore',
  context: DatabaseContext,
): Promise<void> {
  if (choice === 'keep' || plan.migrations.length === 0) return
  if (choice === 'reverse') await reverse(plan, context)
  else await restore(plan, context)
}

/** The live release does not fit the database any more, and the former one could not take its place. */
export async function stayClosed(
  { migrations }: Pick<RollbackPlan, 'migrations'>,
  choice: 'keep' | 'reverse' | 'restore',
  { host, places, note }: DatabaseContext,
): Promise<void> {
  if (choice === 'keep' || migrations.length === 0) return
  await maintenanceOn(host, places)
  note('maintenance.stays', { names: migrations.map(({ name }) => name).join(', ') })
}

async function reverse(
  { to, migrations }: Pick<RollbackPlan, 'to' | 'migrations'>,
  context: DatabaseContext,
) {
  const names = migrations.map(({ name }) => name)
  const gone: string[] = []
  try {
    const release = await newestCode(context, to.number, names)
    await reverseMigrations({ ...context, release }, names, {
      going: () => putPageUp(context),
      gone: (name) => gone.push(name),
    })
  } catch (thrown) {
    if (gone.length === 0) await takePageDown(context)
    else context.note('maintenance.stays', { names: gone.join(', ') })
    throw thrown
  } finally {
    // Includes what was taken back before one of them failed: the records say what stands.
    await forget(context, ({ name }) => gone.includes(name))
  }
}

async function restore({ to, snapshot }: Pick<RollbackPlan, 'to' | 'snapshot'>, context: DatabaseContext) {
  if (snapshot === null) throw new CabestanError('rollback.no-snapshot', { number: String(to.number) })
  await putPageUp(context)
  try {
    await restoreSnapshot({ ...context, release: context.live?.places ?? context.release }, snapshot)
  } catch (thrown) {
    await takePageDown(context)
    throw thrown
  }
  await forget(context, (_migration, { number }) => number > to.number)
}

/** The files of a migration are in the release that applied it, which may never have gone live. */
async function newestCode(
  { host, places, live }: DatabaseContext,
  to: number,
  names: readonly string[],
): Promise<ReleasePlaces> {
  const records = await readReleases(host, places.name)
  const since = records.filter(({ number, migrations }) => number > to && migrations.length > 0)
  for (const { directory } of since.toReversed()) {
    const release = releasePlaces(places, directory)
    if (await host.files.stat(release.run)) return release
  }
  if (live) return live.places
  throw new CabestanError('rollback.irreversible', { migrations: names.join(', ') })
}

type Migration = ReleaseRecord['migrations'][number]

async function forget(
  { host, places }: DatabaseContext,
  isGone: (migration: Migration, record: ReleaseRecord) => boolean,
): Promise<void> {
  for (const record of await readReleases(host, places.name)) {
    const migrations = record.migrations.filter((migration) => !isGone(migration, record))
    if (migrations.length < record.migrations.length)
      await writeRelease(host, places.name, { ...record, migrations })
  }
}

async function putPageUp({ host, places, note }: DatabaseContext): Promise<void> {
  if (await maintenanceOn(host, places)) note('maintenance.on')
}

async function takePageDown({ host, places, note }: DatabaseContext): Promise<void> {
  if (await maintenanceOff(host, places)) note('maintenance.off')
}
