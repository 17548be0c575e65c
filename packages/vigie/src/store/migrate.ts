import type { Database } from './database.ts'
import { migrations } from './migrations.ts'

/** Made by a later version of Vigie, which may use its tables differently, so it is left alone. */
class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew'

  constructor(path: string, version: number) {
    super(
      `${path} was written by a newer version of Vigie (its tables have number ${version}, this version knows ${migrations.length}). Start that version, or bring back a backup from before it.`,
    )
  }
}

/** Checked before anything is written. */
export function refuseNewer(database: Database): void {
  const version = versionOf(database)
  if (version > migrations.length) throw new DatabaseTooNew(database.connection.location() ?? '', version)
}

/** Each migration is one transaction together with its number, so an interrupted one starts again. */
export function migrate(database: Database): void {
  const version = versionOf(database)
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue
    database.transaction(() => {
      database.exec(migration)
      database.exec(`pragma user_version=${index + 1}`)
    })
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version'))
}
