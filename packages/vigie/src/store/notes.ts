import type { Database } from './database.ts'

/** What the writer remembers for itself is kept among the settings, under names that no setting has. */
export type NoteName = 'budget' | 'set-aside' | 'unreadable' | 'rolled-up'

export function readNote(database: Database, name: NoteName): string | null {
  const sought = database.kysely.selectFrom('setting').select('value').where('name', '=', `note:${name}`)
  return database.first(sought)?.value ?? null
}

/** Null where nothing is known any more. */
export function writeNote(database: Database, name: NoteName, value: string | null): void {
  const { kysely } = database
  const key = `note:${name}`
  if (value === null) database.run(kysely.deleteFrom('setting').where('name', '=', key))
  else
    database.run(
      kysely
        .insertInto('setting')
        .values({ name: key, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })),
    )
}
