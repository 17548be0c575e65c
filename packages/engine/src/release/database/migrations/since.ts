import type { AppliedMigration, ReleaseRecord } from '@cabestan/protocol/releases'

/**
 * What the database has had since a release, newest first: of releases that failed too, or that were left again,
 * because their migrations stand. One that was taken back is in no record any more.
 */
export function migrationsSince(records: readonly ReleaseRecord[], to: number): AppliedMigration[] {
  const all = newestFirst(records, to).flatMap(({ migrations, former }) =>
    migrations.toReversed().map((migration) => (former === to ? migration : fromFurther(migration))),
  )
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index)
}

/**
 * Something that the release before did not use may be used by an older one, so going back that far needs its own
 * judgement.
 */
function fromFurther(migration: AppliedMigration): AppliedMigration {
  return migration.onlyFormer ? { ...migration, safe: false } : migration
}

/** The database as that release left it, saved before the first migration that came afterwards. */
export function snapshotBefore(records: readonly ReleaseRecord[], to: number): string | null {
  const first = newestFirst(records, to).findLast(({ migrations }) => migrations.length > 0)
  return first?.snapshot ?? null
}

/** If the site moved to another database since then, that release's database had none of these migrations. */
function newestFirst(records: readonly ReleaseRecord[], to: number): ReleaseRecord[] {
  const target = records.find(({ number }) => number === to)
  const isOfItsDatabase = ({ database }: ReleaseRecord) =>
    !database || !target?.database || database === target.database
  return records
    .filter((record) => record.number > to && isOfItsDatabase(record))
    .sort((a, b) => b.number - a.number)
}
