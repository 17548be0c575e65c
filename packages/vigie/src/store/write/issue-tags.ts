import type { Database } from '../database.ts'
import { statement } from '../statement.ts'

/** Of an issue. What comes beyond is counted in its tag, not listed: a flood of tags must not fill the disk. */
const mostKeys = 64
const mostValues = 100

interface KeyRow {
  readonly key: string
  readonly events: number
  readonly listed: number
}

export type TagStatements = ReturnType<typeof tagStatements>

export function saveTags(
  statements: TagStatements,
  issue: number,
  tags: ReadonlyMap<string, ReadonlyMap<string, number>>,
): void {
  if (tags.size === 0) return
  const known = new Map(statements.keys.all({ issue }).map((row) => [row.key, row]))
  for (const [key, values] of tags) {
    const before = known.get(key) ?? { key, events: 0, listed: 0 }
    if (!known.has(key) && known.size >= mostKeys) continue
    const after = saveValues(statements, { issue, before, values })
    known.set(key, after)
    statements.key.run({ issue, ...after })
  }
}

/** The other way round. A value that is counted no more makes room for another in the list. */
export function takeTags(
  database: Database,
  issue: number,
  tags: ReadonlyMap<string, ReadonlyMap<string, number>>,
): void {
  for (const [key, values] of tags) {
    let [events, unlisted] = [0, 0]
    for (const [value, count] of values) {
      events += count
      unlisted += takeValue(database, { issue, key, value, events: count })
    }
    const { kysely } = database
    const same = kysely.updateTable('issue_tag_key').where('issue', '=', issue).where('key', '=', key)
    database.run(
      same.set(({ eb }) => ({ events: eb('events', '-', events), listed: eb('listed', '-', unlisted) })),
    )
    const gone = kysely.deleteFrom('issue_tag_key').where('issue', '=', issue).where('key', '=', key)
    database.run(gone.where('events', '<=', 0))
  }
}

/** How many values are listed no more. */
function takeValue(database: Database, { issue, key, value, events }: ValueRow): number {
  const { kysely } = database
  const same = kysely.updateTable('issue_tag').set(({ eb }) => ({ events: eb('events', '-', events) }))
  database.run(same.where('issue', '=', issue).where('key', '=', key).where('value', '=', value))
  const gone = kysely.deleteFrom('issue_tag').where('issue', '=', issue).where('key', '=', key)
  return database.run(gone.where('value', '=', value).where('events', '<=', 0)).changes
}

interface Values {
  readonly issue: number
  readonly before: KeyRow
  readonly values: ReadonlyMap<string, number>
}

function saveValues(statements: TagStatements, { issue, before, values }: Values): KeyRow {
  let { events, listed } = before
  for (const [value, count] of values) {
    events += count
    const row = { issue, key: before.key, value, events: count }
    if (listed >= mostValues) statements.more.run(row)
    // A row that was there before has more than what is added now.
    else if (statements.value.first(row)?.events === count) listed += 1
  }
  return { key: before.key, events, listed }
}

interface ValueRow {
  readonly issue: number
  readonly key: string
  readonly value: string
  readonly events: number
}

export function tagStatements(database: Database) {
  const { kysely } = database
  return {
    keys: statement<{ issue: number }, KeyRow>(database, (value) =>
      kysely
        .selectFrom('issue_tag_key')
        .select(['key', 'events', 'listed'])
        .where('issue', '=', value('issue')),
    ),
    key: statement<KeyRow & { issue: number }>(database, (value) =>
      kysely
        .insertInto('issue_tag_key')
        .values({
          issue: value('issue'),
          key: value('key'),
          events: value('events'),
          listed: value('listed'),
        })
        .onConflict((conflict) =>
          conflict
            .columns(['issue', 'key'])
            .doUpdateSet(({ ref }) => ({ events: ref('excluded.events'), listed: ref('excluded.listed') })),
        ),
    ),
    value: statement<ValueRow, { events: number }>(database, (value) =>
      kysely
        .insertInto('issue_tag')
        .values({ issue: value('issue'), key: value('key'), value: value('value'), events: value('events') })
        .onConflict((conflict) =>
          conflict
            .columns(['issue', 'key', 'value'])
            .doUpdateSet(({ eb, ref }) => ({ events: eb('issue_tag.events', '+', ref('excluded.events')) })),
        )
        .returning('events'),
    ),
    more: statement<ValueRow>(database, (value) =>
      kysely
        .updateTable('issue_tag')
        .set(({ eb }) => ({ events: eb('events', '+', value('events')) }))
        .where('issue', '=', value('issue'))
        .where('key', '=', value('key'))
        .where('value', '=', value('value')),
    ),
  }
}
