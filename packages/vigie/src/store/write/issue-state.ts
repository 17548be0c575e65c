import type { Digested } from '../../contract/digested.ts'
import type { IssueRow } from '../schema.ts'

/** An issue while events are counted into it: read once, written once, however many come together. */
export interface IssueState {
  readonly row: IssueRow
  /** What was added since it was read. */
  readonly hours: Map<number, number>
  readonly tags: Map<string, Map<string, number>>
  readonly hashes: Map<number, number>
  readonly users: Set<string>
}

const hour = 3_600_000
export const longestTag = 200

export function stateOf(row: IssueRow): IssueState {
  return { row, hours: new Map(), tags: new Map(), hashes: new Map(), users: new Set() }
}

export function countEvent(state: IssueState, event: Digested, hash: number): void {
  const { row } = state
  row.events += 1
  row.stored += 1
  add(state.hours, Math.floor(event.happenedAt / hour) * hour, 1)
  add(state.hashes, hash, 1)
  if (event.user !== null) state.users.add(event.user)
  for (const [key, value] of taggedOf(event)) countTag(state.tags, key, value)
  // What happened before may come after it.
  if (row.first_release === null || event.happenedAt < row.first_seen)
    row.first_release = event.release ?? row.first_release
  if (event.happenedAt >= row.last_seen) showLatest(row, event)
  row.first_seen = Math.min(row.first_seen, event.happenedAt)
  row.last_seen = Math.max(row.last_seen, event.happenedAt)
}

/** What stands in lists is the latest event's. */
export function showLatest(row: IssueRow, event: Digested): void {
  const { title, value, culprit, level, platform, logger } = event
  Object.assign(row, { title, value, culprit, level, platform, logger, words: wordsOf(event) })
  row.is_handled = event.isHandled === null ? null : Number(event.isHandled)
  row.last_release = event.release ?? row.last_release
}

const longestWords = 500

function wordsOf({ title, value, culprit }: Digested): string {
  const value_ = (value ?? '').slice(0, longestWords)
  return [title, value_, culprit]
    .filter(Boolean)
    .join('\n')
    .toLowerCase()
    .slice(0, 2 * longestWords)
}

/** Releases and environments are counted as tags are: a search finds them in one place. */
export function taggedOf({ tags, release, environment }: Digested): readonly (readonly [string, string])[] {
  const own = tags.filter(([key]) => key !== 'release' && key !== 'environment')
  if (release !== null) own.push(['release', release])
  if (environment !== null) own.push(['environment', environment])
  return own
}

export function countTag(tags: IssueState['tags'], key: string, value: string): void {
  const short = key.slice(0, longestTag)
  const values = tags.get(short) ?? new Map<string, number>()
  tags.set(short, values)
  add(values, value.slice(0, longestTag), 1)
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
