import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { askDjango } from '../ask-django.ts'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { saveDatabase } from '../snapshot/snapshot.ts'
import { migrateFailure } from './migrate-failure.ts'
import { Unreachable, unreachableValues } from './migration-state.ts'
import { reverseScript } from './reverse-script.ts'
import { runMigrate } from './run-migrate.ts'

const WayBack = z.object({
  /** For an application, the migration that remains its last one. */
  ends: z.array(z.tuple([z.string(), z.string()])),
  plan: z.array(z.object({ name: z.string(), reversible: z.boolean() })),
  /** Applied migrations that have no file in this release. */
  lost: z.array(z.string()),
  vendor: z.string(),
  database: z.string(),
})
type WayBack = z.infer<typeof WayBack>

/**
 * Takes migrations back with the code that has their files: `release` of the context. The database is saved before.
 * `going` is called before the first of them changes anything, `gone` with each that is taken back.
 */
export async function reverseMigrations(
  context: DatabaseContext,
  names: readonly string[],
  on: { going(): Promise<void>; gone(name: string): void },
): Promise<void> {
  const way = await wayBack(context, names)
  const stuck = [...way.lost, ...way.plan.filter(({ reversible }) => !reversible).map(({ name }) => name)]
  if (stuck.length > 0) throw new CabestanError('rollback.irreversible', { migrations: stuck.join(', ') })
  const standing = new Set(way.plan.map(({ name }) => name))
  // A run that was killed afterwards, or a person, took them back already. A record that still lists them would make
  // the next rollback look unsafe.
  for (const name of names) if (!standing.has(name)) on.gone(name)
  if (way.plan.length === 0) return
  await saveDatabase(context, way, 'rollback')
  await on.going()
  const gone = new Set<string>()
  const ended = (name: string) => {
    if (gone.has(name)) return
    gone.add(name)
    on.gone(name)
    context.note('migration.reversed', { name })
  }
  for (const end of way.ends) await reverseTo(context, end, { ended, gone })
  for (const { name } of way.plan) ended(name)
}

async function wayBack(context: DatabaseContext, names: readonly string[]): Promise<WayBack> {
  const answer = z.union([Unreachable, WayBack])
  const way = await askDjango(insideOf(context), { script: reverseScript, asked: names, answer })
  if ('unreachable' in way) throw new CabestanError('database.unreachable', unreachableValues(way))
  return way
}

interface Listener {
  ended(name: string): void
  readonly gone: ReadonlySet<string>
}

async function reverseTo(
  context: DatabaseContext,
  [application, last]: readonly [string, string],
  { ended, gone }: Listener,
): Promise<void> {
  const skips = context.order.database.skipsChecks ? ['--skip-checks'] : []
  const trouble = await runMigrate(context, {
    words: ['migrate', '--noinput', ...skips, application, last],
    ended,
  })
  if (!trouble) return
  throw migrateFailure(trouble, gone.size > 0 ? { reversed: [...gone].join(', ') } : { stands: 'all' })
}
