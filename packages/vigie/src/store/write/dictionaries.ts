import type { Database } from '../database.ts'

/** Of those that payloads named which are gone now: the ones that no other names go with them, in the same transaction. */
export function dropUnnamed(
  database: Database,
  named: readonly { readonly dictionary: number | null }[],
): void {
  const ids = [...new Set(named.flatMap(({ dictionary }) => dictionary ?? []))]
  if (ids.length === 0) return
  const { kysely } = database
  const naming = kysely.selectFrom('payload').select('dictionary').where('dictionary', 'in', ids)
  const still = new Set(database.all(naming.distinct()).map(({ dictionary }) => dictionary))
  const unnamed = ids.filter((id) => !still.has(id))
  if (unnamed.length === 0) return
  database.run(kysely.deleteFrom('leaving').where('dictionary', 'in', unnamed))
  database.run(kysely.deleteFrom('dictionary').where('id', 'in', unnamed))
}

/** While the events are still there: whoever deletes their issue one day means what was made of them too. */
export function noteIssues(database: Database, events: readonly number[]): void {
  const { kysely } = database
  const noting = kysely.updateTable('dictionary').set(({ selectFrom }) => ({
    issue: selectFrom('event').select('event.issue').whereRef('event.id', '=', 'dictionary.id'),
  }))
  database.run(noting.where('id', 'in', events))
}

/** Of an issue, with those that were merged into it: its events are gone. */
export function madeOf(database: Database, issue: number): readonly number[] {
  const { kysely } = database
  const merged = kysely
    .selectFrom('merged')
    .select('issue')
    .where('survivor', '=', issue)
    .where('is_whole', '=', 1)
  const made = kysely.selectFrom('dictionary').select('id')
  const theirs = made.where(({ eb, or }) => or([eb('issue', '=', issue), eb('issue', 'in', merged)]))
  return database.all(theirs).map(({ id }) => id)
}

/** What nobody is to have any more; what no payload names is gone already. */
export function letLeave(database: Database, dictionaries: readonly number[]): void {
  if (dictionaries.length === 0) return
  const { kysely } = database
  const there = kysely.selectFrom('dictionary').select('id as dictionary').where('id', 'in', dictionaries)
  const leaving = kysely.insertInto('leaving').columns(['dictionary']).expression(there)
  database.run(leaving.onConflict((conflict) => conflict.doNothing()))
}
