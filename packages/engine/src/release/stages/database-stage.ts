import { CabestanError, type Failure, toFailure } from '@cabestan/protocol/failures'
import type { UnsafeOperation } from '@cabestan/protocol/migrations'
import type { ReleaseContext, Stage } from '../context.ts'
import { insideOf } from '../database/database-context.ts'
import { loadFixtures } from '../database/load-fixtures.ts'
import { endLeftOverWork } from '../database/lock-holders.ts'
import { maintenanceOff, maintenanceOn } from '../database/maintenance.ts'
import { makeCacheTables } from '../database/make-cache-tables.ts'
import { applyMigrations } from '../database/migrations/apply-migrations.ts'
import { foreseeMigrations } from '../database/migrations/foresee-migrations.ts'
import { isUnsafe, type JudgedMigration, judgeMigrations } from '../database/migrations/judge-migrations.ts'
import { makeMigrations } from '../database/migrations/make-migrations.ts'
import {
  type MigrationState,
  readMigrationState,
  readModels,
} from '../database/migrations/migration-state.ts'
import { refuseUnmade } from '../database/migrations/refuse-unmade.ts'
import { seedDatabase, takeSeedBack } from '../database/seed-database.ts'
import { pruneSnapshots } from '../database/snapshot/prune-snapshots.ts'
import { saveDatabase } from '../database/snapshot/snapshot.ts'
import { runBefore } from '../hooks.ts'

/** The database comes to fit the new code, while the release that is live goes on with it. */
export const databaseStage: Stage = {
  async run(context) {
    const outcome = await fit(context)
    return (await runBefore(context)) ? 'done' : outcome
  },
  async undo(context) {
    await takeSeedBack(context)
    await keepOrLiftMaintenance(context)
  },
}

async function fit(context: ReleaseContext): Promise<'done' | 'skipped'> {
  if (context.order.database.type === 'none') return 'skipped'
  const state = context.made.looked ?? (await look(context))
  if (state.unknown.length > 0) context.note('migrations.ahead', { names: state.unknown.join(', ') })
  await refuseUnmade(context, state)
  const isBehind = state.pending.length > 0 || state.withoutTable > 0
  const judged = isBehind ? await prepare(context, state) : null
  // Before the migrations: what packages do behind theirs may already empty a cache.
  await makeCacheTables(context, state.cacheTables)
  if (judged) await catchUp(context, state, judged)
  else context.note('migrations.none')
  await loadFixtures(context)
  return 'done'
}

async function look(context: ReleaseContext): Promise<MigrationState> {
  await endLeftOverWork(context)
  await seedDatabase(context)
  const state = await readMigrationState(insideOf(context), context.order.database.makeMigrations).catch(
    (thrown) => {
      throw withBeginning(context, toFailure(thrown))
    },
  )
  const hasMade = await makeMigrations(context, state)
  return hasMade ? readMigrationState(insideOf(context)) : state
}

/** What to do about a history that does not fit: before the first release nobody can be asked what it was. */
function withBeginning({ live, made, order }: ReleaseContext, failure: Failure): CabestanError {
  const { said } = failure.values
  if (failure.code !== 'migrations.inconsistent' || said === undefined) return CabestanError.from(failure)
  const began = live !== null ? 'live' : made.seeded ? 'seed' : 'first'
  const seed = began === 'seed' ? { seed: order.database.seed ?? '' } : {}
  return new CabestanError('migrations.inconsistent', { said, began, ...seed }, failure)
}

/** All that can be refused is, before anything is touched. */
async function prepare(context: ReleaseContext, state: MigrationState): Promise<JudgedMigration[]> {
  const judged = await judge(context, state)
  tell(context, judged)
  refuseUnsafe(context, judged)
  const { order, made, host, places, note } = context
  if (state.filled) made.snapshot = await saveDatabase(context, state, order.commit.id.slice(0, 7))
  if (order.database.maintenance && context.live && judged.some(({ safe }) => !safe))
    if (await maintenanceOn(host, places)) note('maintenance.on')
  await foreseeMigrations(context, judged)
  return judged
}

async function catchUp(
  context: ReleaseContext,
  state: MigrationState,
  judged: readonly JudgedMigration[],
): Promise<void> {
  await applyMigrations(context, state, judged)
  await pruneSnapshots(context)
}

/** What a first look finds unsafe may do no harm to a release that was prepared for it: its models are asked. */
async function judge(
  context: ReleaseContext,
  { vendor, pending }: MigrationState,
): Promise<JudgedMigration[]> {
  const { live } = context
  const judged = judgeMigrations({ vendor, pending, models: null })
  if (live === null) return judged.map((migration) => ({ ...migration, remarks: [], safe: true }))
  if (judged.every(({ safe }) => safe)) return judged
  const models = await readModels({ ...insideOf(context), release: live.places }).catch(() => null)
  const asked = judgeMigrations({ vendor, pending, models })
  return asked.map((each, at) => ({ ...each, onlyFormer: each.safe && judged[at]?.safe === false }))
}

function tell({ note }: ReleaseContext, judged: readonly JudgedMigration[]): void {
  if (judged.length > 0) note('migrations.pending', { names: judged.map(({ name }) => name).join(', ') })
  for (const { name, remarks } of judged) {
    for (const { verdict, operation, subject } of remarks) {
      const what = [operation, subject].filter(Boolean).join(' ')
      if (verdict === 'unknown') note('migrations.unknown', { name, what })
      if (verdict === 'warning') note('migrations.warning', { name, what })
    }
  }
}

function refuseUnsafe({ order, live }: ReleaseContext, judged: readonly JudgedMigration[]): void {
  const { allowUnsafe, maintenance } = order.database
  const unsafe = judged.filter(({ safe }) => !safe)
  if (live === null || allowUnsafe || maintenance || unsafe.length === 0) return
  const reasons: UnsafeOperation[] = unsafe.flatMap(({ name, remarks }) =>
    remarks
      .filter(isUnsafe)
      .map(({ operation, subject, why }) => ({ migration: name, operation, subject, why })),
  )
  const migrations = unsafe.map(({ name }) => name).join(', ')
  throw new CabestanError('migrations.unsafe', { migrations }, { detail: { tail: JSON.stringify(reasons) } })
}

/**
 * Migrations are never taken back unasked: they might take data along. Where the former release cannot live with what
 * stands, visitors had better see the page than its errors.
 */
async function keepOrLiftMaintenance({
  host,
  places,
  order,
  live,
  made,
  note,
}: ReleaseContext): Promise<void> {
  if (!order.database.maintenance || live === null) return
  const unsafe = made.migrations.filter(({ safe }) => !safe).map(({ name }) => name)
  if (unsafe.length > 0) {
    await maintenanceOn(host, places)
    note('maintenance.stays', { names: unsafe.join(', ') })
  } else if (await maintenanceOff(host, places)) note('maintenance.off')
}
