import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { look } from '../write/issues.ts'
import type { Desk } from './command.ts'
import type { KnownIssue } from './known-issue.ts'

/** Into the oldest issue, which learns the hashes of the others, so that new events with those join it. */
export function mergeIssues({ database }: Desk, issues: readonly KnownIssue[]): readonly number[] {
  const merged = [...Map.groupBy(issues, ({ project }) => project).values()]
  return merged.map(([oldest, ...others]) => {
    const into = (oldest as KnownIssue).id
    if (others.length > 0)
      mergeInto(
        database,
        into,
        others.map(({ id }) => id),
      )
    return into
  })
}

/** Other issues of the same project. */
export function mergeInto(database: Database, into: number, others: readonly number[]): void {
  const { kysely } = database
  database.run(kysely.updateTable('issue_hash').set({ issue: into }).where('issue', 'in', others))
  database.run(kysely.updateTable('event').set({ issue: into }).where('issue', 'in', others))
  database.run(kysely.updateTable('outbox').set({ issue: into }).where('issue', 'in', others))
  database.run(kysely.updateTable('moving').set({ source: into }).where('source', 'in', others))
  database.run(kysely.updateTable('merged').set({ survivor: into }).where('survivor', 'in', others))
  database.run(kysely.insertInto('merged').values(others.map((issue) => ({ issue, survivor: into }))))
  addCounts(database, into, others)
  addLine(database, into, others)
  database.run(kysely.deleteFrom('issue').where('id', 'in', others))
  // Only their counts are left by now.
  database.run(kysely.insertInto('doomed').values(others.map((issue) => ({ issue }))))
}

function addCounts(database: Database, into: number, others: readonly number[]): void {
  const from = sql.join(others)
  const merges = [
    sql`insert into issue_hour (issue, at, events)
      select ${into}, at, sum(events) from issue_hour where issue in (${from}) group by at
      on conflict (issue, at) do update set events = issue_hour.events + excluded.events`,
    sql`insert into issue_tag (issue, key, value, events)
      select ${into}, key, value, sum(events) from issue_tag where issue in (${from}) group by key, value
      on conflict (issue, key, value) do update set events = issue_tag.events + excluded.events`,
    sql`insert into issue_tag_key (issue, key, events, listed)
      select ${into}, key, sum(events), 0 from issue_tag_key where issue in (${from}) group by key
      on conflict (issue, key) do update set events = issue_tag_key.events + excluded.events`,
    sql`update issue_tag_key set listed = (select count(*) from issue_tag
      where issue_tag.issue = issue_tag_key.issue and issue_tag.key = issue_tag_key.key) where issue = ${into}`,
    sql`insert into issue_user (issue, user)
      select distinct ${into}, user from issue_user where issue in (${from})
      on conflict (issue, user) do nothing`,
  ]
  for (const merge of merges) database.run({ compile: () => merge.compile(database.kysely) })
}

function addLine(database: Database, into: number, others: readonly number[]): void {
  const { kysely } = database
  const all = kysely.selectFrom('issue').where('id', 'in', [into, ...others])
  const sums = database.first(
    all.select(({ fn }) => [
      fn.sum<number>('events').as('events'),
      fn.sum<number>('stored').as('stored'),
      fn.sum<number>('forgotten').as('forgotten'),
      fn.min('first_seen').as('first_seen'),
      fn.max('last_seen').as('last_seen'),
    ]),
  )
  const latest = database.first(all.select(look).orderBy('last_seen', 'desc').limit(1))
  const users = kysely
    .selectFrom('issue_user')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('issue', '=', into)
  const line = { ...sums, ...latest, users: database.first(users)?.count ?? 0 }
  database.run(kysely.updateTable('issue').set(line).where('id', '=', into))
}
