import { readReleases, writeRelease } from '../../../ledger/releases.ts'
import type { DatabaseContext } from '../database-context.ts'
import { type JudgedMigration, recorded } from './judge-migrations.ts'

/**
 * Written down before the first of them is applied: should the machine stop in the middle, a later rollback reckons
 * with all of them. The record of a release that ends tells what really stands.
 */
export async function foreseeMigrations(
  { host, places, release, made }: DatabaseContext,
  judged: readonly JudgedMigration[],
): Promise<void> {
  const records = await readReleases(host, places.name)
  const record = records.find(({ number }) => number === release.number)
  if (!record) return
  const migrations = judged.map(recorded)
  await writeRelease(host, places.name, { ...record, migrations, snapshot: made.snapshot })
}
