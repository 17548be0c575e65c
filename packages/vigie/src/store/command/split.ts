import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { readNote } from '../notes.ts'
import type { IssueRow } from '../schema.ts'
import { longestTag } from '../write/issue-state.ts'
import { nextNumber } from '../write/next-number.ts'
import type { Desk } from './command.ts'
import type { KnownIssue } from './known-issue.ts'

/** Moves hashes into an issue of their own, with their events. Does nothing if none or all of them were named. */
export function splitIssue(
  { database }: Desk,
  { id }: KnownIssue,
  hashes: readonly string[],
): readonly number[] {
  const all = hashesOf(database, id)
  const taken = all.filter(({ hash }) => hashes.includes(hash))
  if (taken.length === 0 || taken.length === all.length) return [id]
  const fresh = createLike(database, id)
  moveHashes(database, { from: id, into: fresh, hashes: taken.map((hash) => hash.id) })
  return [id, fresh]
}

interface Move {
  readonly from: number
  /** A new issue without events. */
  readonly into: number
  readonly hashes: readonly number[]
}

export function moveHashes(database: Database, { from, into, hashes }: Move): void {
  const { kysely } = database
  // From now on nobody knows which of the merged issues is which, so links to them keep leading here.
  database.run(kysely.updateTable('merged').set({ is_whole: 0 }).where('survivor', '=', from))
  database.run(kysely.updateTable('issue_hash').set({ issue: into }).where('id', 'in', hashes))
  database.run(
    kysely.updateTable('event').set({ issue: into }).where('issue', '=', from).where('hash', 'in', hashes),
  )
  moveCounts(database, from, into)
  for (const issue of [from, into]) recount(database, issue)
}

function hashesOf(database: Database, issue: number) {
  const hashes = database.kysely.selectFrom('issue_hash').select(['id', 'hash']).where('issue', '=', issue)
  return database.all(hashes)
}

/** Nothing has been decided about it yet: it is neither resolved nor muted nor assigned. */
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

const day = 86_400_000
const hour = 3_600_000

/**
 * What the new one has is counted in the events that are still here, and taken from the old one: of what the disk budget
 * took nobody knows any more by which hash it came, and it stays counted in the old one. Other tags than releases and
 * environments stand in the payloads alone: they follow in small transactions.
 */
function moveCounts(database: Database, from: number, into: number): void {
  const moves = [
    ...moveHours(Number(readNote(database, 'rolled-up') ?? 0), from, into),
    ...(['release', 'environment'] as const).flatMap((column) => moveTag(column, from, into)),
    sql`delete from issue_user where issue = ${from} and not exists
      (select 1 from event where event.issue = ${from} and event.user = issue_user.user)
      and exists (select 1 from event where event.issue = ${into} and event.user = issue_user.user)`,
    sql`insert into issue_user (issue, user)
      select distinct ${into}, user from event where issue = ${into} and user is not null`,
    sql`insert into moving (event, source) select id, ${from} from event where issue = ${into}
      on conflict (event) do nothing`,
    // For the old issue, only its title and similar values are read again.
    sql`insert into moving (event, source)
      select id, ${from} from event where issue = ${from} order by happened_at desc, id desc limit 1
      on conflict (event) do nothing`,
  ]
  for (const move of moves) database.run({ compile: () => move.compile(database.kysely) })
}

/**
 * Hours before `rolledUp` are days by now, except for those of events that arrived later; these become days first.
 */
function moveHours(rolledUp: number, from: number, into: number) {
  const isOldHour = sql`issue = ${from} and at < ${rolledUp} and at % ${day} <> 0`
  const at = sql`happened_at - happened_at % (case when happened_at < ${rolledUp} then ${day} else ${hour} end)`
  return [
    sql`insert into issue_hour (issue, at, events)
      select ${from}, at - at % ${day}, sum(events) from issue_hour where ${isOldHour} group by 2
      on conflict (issue, at) do update set events = issue_hour.events + excluded.events`,
    sql`delete from issue_hour where ${isOldHour}`,
    sql`insert into issue_hour (issue, at, events) select ${into}, ${at}, count(*) from event where issue = ${into} group by 2`,
    sql`update issue_hour set events = max(0, events - (select moved.events from issue_hour moved
      where moved.issue = ${into} and moved.at = issue_hour.at))
      where issue = ${from} and at in (select at from issue_hour where issue = ${into})`,
    sql`delete from issue_hour where issue = ${from} and events = 0`,
  ]
}

function moveTag(column: 'release' | 'environment', from: number, into: number) {
  const ref = sql.ref(column)
  const isColumn = sql`issue = ${from} and key = ${column}`
  return [
    sql`insert into issue_tag (issue, key, value, events)
      select ${into}, ${column}, substr(${ref}, 1, ${longestTag}), count(*) from event
      where issue = ${into} and ${ref} is not null group by 3`,
    sql`insert into issue_tag_key (issue, key, events, listed)
      select ${into}, ${column}, sum(events), count(*) from issue_tag where issue = ${into} and key = ${column}
      having count(*) > 0`,
    sql`update issue_tag set events = max(0, events - (select moved.events from issue_tag moved
      where moved.issue = ${into} and moved.key = issue_tag.key and moved.value = issue_tag.value))
      where ${isColumn} and value in (select value from issue_tag where issue = ${into} and key = ${column})`,
    sql`delete from issue_tag where ${isColumn} and events = 0`,
    sql`update issue_tag_key set
      events = events - coalesce((select moved.events from issue_tag_key moved
        where moved.issue = ${into} and moved.key = issue_tag_key.key), 0),
      listed = (select count(*) from issue_tag where ${isColumn}) where ${isColumn}`,
    sql`delete from issue_tag_key where ${isColumn} and events <= 0`,
  ]
}

function recount(database: Database, issue: number): void {
  const events = sql`from event where issue = ${issue}`
  const latest = sql`${events} order by happened_at desc, id desc limit 1`
  const withRelease = sql`${events} and release is not null`
  const recounting = sql`update issue set
    events = (select coalesce(sum(events), 0) from issue_hash where issue = ${issue}),
    stored = (select count(*) ${events}),
    users = (select count(*) from issue_user where issue = ${issue}),
    first_seen = coalesce((select min(happened_at) ${events}), first_seen),
    last_seen = coalesce((select max(happened_at) ${events}), last_seen),
    first_release = (select release ${withRelease} order by happened_at, id limit 1),
    last_release = (select release ${withRelease} order by happened_at desc, id desc limit 1),
    title = coalesce((select title ${latest}), title),
    level = coalesce((select level ${latest}), level)
    where id = ${issue}`
  database.run({ compile: () => recounting.compile(database.kysely) })
}
