import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { readNote, writeNote } from '../notes.ts'

const day = 86_400_000
const keptByHour = 30

/** Turns hours older than a month into days, one day at a time. False when none is left. */
export function rollUpOne(database: Database, now: number): boolean {
  const until = Math.floor(now / day) * day - keptByHour * day
  const oldest = database.kysely
    .selectFrom('issue_hour')
    .select(({ fn }) => fn.min<number | null>('at').as('at'))
  const from = Number(readNote(database, 'rolled-up') ?? database.first(oldest)?.at ?? until)
  const start = Math.floor(from / day) * day
  if (start >= until) return false
  database.transaction(() => {
    rollUp(database, start)
    writeNote(database, 'rolled-up', String(start + day))
  })
  return true
}

function rollUp(database: Database, start: number): void {
  const adding = sql`insert into issue_hour (issue, at, events)
    select issue, ${start}, sum(events) from issue_hour where at > ${start} and at < ${start + day} group by issue
    on conflict (issue, at) do update set events = issue_hour.events + excluded.events`
  database.run({ compile: () => adding.compile(database.kysely) })
  const hours = database.kysely.deleteFrom('issue_hour').where('at', '>', start)
  database.run(hours.where('at', '<', start + day))
}
