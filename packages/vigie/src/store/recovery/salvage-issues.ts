import type { DatabaseSync } from 'node:sqlite'
import { mergeInto } from '../command/merge.ts'
import { moveHashes } from '../command/split.ts'
import type { Database } from '../database.ts'
import { insertRow, type Row, readRow } from './rows.ts'

/** What people decided about an issue, and what followed from it. */
const said = [
  'status',
  'is_regression',
  'assignee',
  'resolved_at',
  'resolved_in',
  'resolved_next',
  'muted_until',
  'muted_events',
] as const

/** Counted again, because their events are read after them. */
const uncounted = { events: 0, users: 0, stored: 0, forgotten: 0 }

/**
 * Brings over what people did to issues since the copy was made: resolved, muted, assigned, merged, split. Issues that came
 * after it are made as they were, with their numbers, where events of theirs are still there to be counted into them.
 * One that is not in the damaged file stays, unless it says that somebody deleted it: what is missing may be damage.
 */
export function salvageIssues(source: DatabaseSync, database: Database, fresh: ReadonlySet<number>): void {
  const known = new Set(database.all(database.kysely.selectFrom('issue').select('id')).map(({ id }) => id))
  for (const id of known) bringState(source, database, id)
  for (const id of fresh) makeIssue(source, database, id)
  for (const moves of salvageHashes(source, database))
    bringMove({ source, database, isNew: (id) => !known.has(id) }, moves)
}

function issueIn(source: DatabaseSync, id: number): Row | null | 'unreadable' {
  return readRow(source, 'select * from issue where id = ?', id)
}

function bringState(source: DatabaseSync, database: Database, id: number): void {
  const row = issueIn(source, id)
  if (row === null || row === 'unreadable') return
  const { kysely } = database
  const state = Object.fromEntries(said.map((column) => [column, row[column]]))
  const same = kysely.updateTable('issue').set(state).where('id', '=', id)
  database.run(same.where('number', '=', Number(row['number'])))
}

function makeIssue(source: DatabaseSync, database: Database, id: number): void {
  const row = issueIn(source, id)
  if (row !== null && row !== 'unreadable') insertRow(database, 'issue', { ...row, ...uncounted })
}

/** Learns new hashes. Returns those that moved from one issue to another, issue by issue. */
function salvageHashes(source: DatabaseSync, database: Database): Iterable<readonly Move[]> {
  const moves: Move[] = []
  for (const row of hashesIn(source)) {
    const [into, here] = [Number(row['issue']), hashIn(database, row)]
    if (here === undefined && isThere(database, into))
      insertRow(database, 'issue_hash', { ...row, events: 0 })
    if (here !== undefined && here.issue !== into) moves.push({ from: here.issue, into, hash: here.id })
  }
  return Map.groupBy(moves, ({ from, into }) => `${from} ${into}`).values()
}

interface Move {
  readonly from: number
  readonly into: number
  readonly hash: number
}

interface Both {
  readonly source: DatabaseSync
  readonly database: Database
  readonly isNew: (issue: number) => boolean
}

/** If its own row is gone it was merged; if the row exists, part of it was split off. */
function bringMove({ source, database, isNew }: Both, moves: readonly Move[]): void {
  const { from, into } = moves[0] as Move
  if (!isThere(database, into)) makeIssue(source, database, into)
  if (!isThere(database, into)) return
  const origin = issueIn(source, from)
  if (origin === null) mergeInto(database, into, [from])
  else if (origin !== 'unreadable' && isNew(into))
    moveHashes(database, { from, into, hashes: moves.map(({ hash }) => hash) })
}

/** Read by number, so that one unreadable row does not hide those after it. */
function* hashesIn(source: DatabaseSync): Generator<Row> {
  const last = readRow(source, 'select max(id) as id from issue_hash where ?', 1)
  const highest = last === null || last === 'unreadable' ? 0 : Number(last['id'])
  for (let id = 1; id <= highest; id += 1) {
    const row = readRow(source, 'select * from issue_hash where id = ?', id)
    if (row !== null && row !== 'unreadable') yield row
  }
}

function hashIn(database: Database, row: Row) {
  const hashes = database.kysely.selectFrom('issue_hash').select(['id', 'issue'])
  const same = hashes.where('project', '=', Number(row['project'])).where('hash', '=', String(row['hash']))
  return database.first(same)
}

function isThere(database: Database, issue: number): boolean {
  const sought = database.kysely.selectFrom('issue').select('id').where('id', '=', issue)
  return database.first(sought) !== undefined
}
