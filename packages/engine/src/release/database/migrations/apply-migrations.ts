import type { CabestanError } from '@cabestan/protocol/failures'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { type JudgedMigration, recorded } from './judge-migrations.ts'
import { type MigrateTrouble, migrateFailure, standingOf } from './migrate-failure.ts'
import { type MigrationState, readMigrationState } from './migration-state.ts'
import { runMigrate } from './run-migrate.ts'

/**
 * Django commits migrations one by one, so each is reported and recorded as it comes, and a failure says which of
 * them stand.
 */
export async function applyMigrations(
  context: DatabaseContext,
  state: MigrationState,
  judged: readonly JudgedMigration[],
): Promise<void> {
  const pending = new Map(judged.map((migration) => [migration.name, migration]))
  const ended = (name: string) => {
    const migration = pending.get(name)
    if (!migration || !pending.delete(name)) return
    context.made.migrations.push(recorded(migration))
    context.note('migration.applied', { name })
  }
  const words = ['migrate', '--noinput', ...wordsFor(context, state)]
  const trouble = await runMigrate(context, { words, ended })
  const stands = trouble ? await appliedNow(context) : judged.map(({ name }) => name)
  for (const { name } of judged) if (stands?.includes(name)) ended(name)
  if (trouble) throw failureOf(context, trouble, judged)
}

function wordsFor({ order }: DatabaseContext, { withoutTable }: MigrationState): string[] {
  const { skipsChecks } = order.database
  return [
    // Django's checks ran during the build already.
    ...(skipsChecks ? ['--skip-checks'] : []),
    // Applications without migrations get their tables in no other way.
    ...(withoutTable > 0 ? ['--run-syncdb'] : []),
  ]
}

/** Asks the database itself, because printed output may lack its end. Null where it does not answer. */
async function appliedNow(context: DatabaseContext): Promise<string[] | null> {
  const state = await readMigrationState(insideOf(context)).catch(() => null)
  return state?.applied ?? null
}

function failureOf(
  { made, live }: DatabaseContext,
  trouble: MigrateTrouble,
  judged: readonly JudgedMigration[],
): CabestanError {
  const half = judged.find(({ name }) => name === trouble.migration)?.atomic === false
  return migrateFailure(trouble, standingOf({ made, live: live?.places.number ?? null, half }))
}
