import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { IssueRow } from '../schema.ts'
import { nextNumber } from '../write/next-number.ts'
import type { Desk } from './command.ts'
import type { KnownIssue } from './issues.ts'

/** Takes hashes away into an issue of their own, with their events; nothing where none or all of them were meant. */
export function splitIssue(
  { database }: Desk,
  { id }: KnownIssue,
  hashes: readonly string[],
): readonly number[] {
  const all = hashesOf(database, id)
  const taken = all.filter(({ hash }) => hashes.includes(hash))
  if (taken.length === 0 || taken.length === all.length) return [id]
  const fresh = createLike(database, id)
  const ids = taken.map((hash) => hash.id)
  const { kysely } = database
  database.run(kysely.updateTable('issue_hash').set({ issue: fresh }).where('id', 'in', ids))
  database.run(
    kysely.updateTable('event').set({ issue: fresh }).where('issue', '=', id).where('hash', 'in', ids),
  )
  moveCounts(database, id, fresh)
  for (const issue of [id, fresh]) recount(database, issue)
  return [id, fresh]
}

function hashesOf(database: Database, issue: number) {
  const hashes = database.kysely.selectFrom('issue_hash').select(['id', 'hash']).where('issue', '=', issue)
  return database.all(hashes)
}

/** What nobody has said of it yet: neither resolved nor muted nor anybody's. */
const untouched = {
  status: 'unresolved',
  is_regression: 0,
  assignee: null,
  forgotten: 0,
  resolved_at: null,
  resolved_in: null,
  resolved_next: 0,
  muted_until: null,
  muted_events: null,
} as const

function createLike(database: Database, issue: number): number {
  const { kysely } = database
  const model = database.first(kysely.selectFrom('issue').selectAll().where('id', '=', issue)) as IssueRow
  const { id: _, ...columns } = model
  const number = nextNumber(database, model.project)
  return database.run(kysely.insertInto('issue').values({ ...columns, ...untouched, number })).id
}

/**
 * Hours and tags of the new one are counted in the events that are still here, and taken from the old one: of what the
 * disk budget took nobody knows any more by which hash it came.
 */
function moveCounts(database: Database, from: number, into: number): void {
  const moves = [
    sql`insert into issue_hour (issue, at, events)
      select ${into}, happened_at - happened_at % 3600000, count(*) from event where issue = ${into} group by 2`,
    sql`update issue_hour set events = max(0, events - (select moved.events from issue_hour moved
      where moved.issue = ${into} and moved.at = issue_hour.at))
      where issue = ${from} and at in (select at from issue_hour where issue = ${into})`,
    sql`delete from issue_hour where issue = ${from} and events = 0`,
    ...(['release', 'environment'] as const).flatMap((column) => moveTag(column, from, into)),
    sql`delete from issue_user where issue = ${from} and not exists
      (select 1 from event where event.issue = ${from} and event.user = issue_user.user)
      and exists (select 1 from event where event.issue = ${into} and event.user = issue_user.user)`,
    sql`insert into issue_user (issue, user)
      select distinct ${into}, user from event where issue = ${into} and user is not null`,
  ]
  for (const move of moves) database.run({ compile: () => move.compile(database.kysely) })
}

function moveTag(column: 'release' | 'environment', from: number, into: number) {
  const ref = sql.ref(column)
  return [
    sql`insert into issue_tag (issue, key, value, events)
      select ${into}, ${column}, ${ref}, count(*) from event where issue = ${into} and ${ref} is not null group by ${ref}`,
    sql`insert into issue_tag_key (issue, key, events, listed)
      select ${into}, ${column}, sum(events), count(*) from issue_tag where issue = ${into} and key = ${column}
      having count(*) > 0`,
    sql`update issue_tag set events = max(0, events - (select moved.events from issue_tag moved
      where moved.issue = ${into} and moved.key = issue_tag.key and moved.value = issue_tag.value))
      where issue = ${from} and key = ${column}
      and value in (select value from issue_tag where issue = ${into} and key = ${column})`,
    sql`delete from issue_tag where issue = ${from} and key = ${column} and events = 0`,
  ]
}

function recount(database: Database, issue: number): void {
  const recounting = sql`update issue set
    events = (select coalesce(sum(events), 0) from issue_hash where issue = ${issue}),
    stored = (select count(*) from event where issue = ${issue}),
    users = (select count(*) from issue_user where issue = ${issue}),
    first_seen = coalesce((select min(happened_at) from event where issue = ${issue}), first_seen),
    last_seen = coalesce((select max(happened_at) from event where issue = ${issue}), last_seen),
    title = coalesce((select title from event where issue = ${issue} order by happened_at desc, id desc limit 1), title),
    level = coalesce((select level from event where issue = ${issue} order by happened_at desc, id desc limit 1), level)
    where id = ${issue}`
  database.run({ compile: () => recounting.compile(database.kysely) })
}
