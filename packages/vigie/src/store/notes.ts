import type { Database } from './database.ts'

/** What the writer remembers for itself stands among the settings, under names that no setting has. */
export type NoteName = 'budget' | 'set-aside' | 'unreadable' | 'rolled-up'

export function readNote(database: Database, name: NoteName): string | null {
  const sought = database.kysely.selectFrom('setting').select('value').where('name', '=', `note:${name}`)
  return database.first(sought)?.value ?? null
}

export function writeNote(database: Database, name: NoteName, value: string): void {
  database.run(
    database.kysely
      .insertInto('setting')
      .values({ name: `note:${name}`, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })),
  )
}
