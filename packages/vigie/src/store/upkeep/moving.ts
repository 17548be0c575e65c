import type { Digest, Digested } from '../../contract/digested.ts'
import type { Database } from '../database.ts'
import { hexOf } from '../event-id.ts'
import { parseBody, unpackStored } from '../payload.ts'
import type { EventRow, IssueRow } from '../schema.ts'
import { countTag, showLatest, taggedOf } from '../write/issue-state.ts'
import { saveTags, type TagStatements, tagStatements, takeTags } from '../write/issue-tags.ts'
import { look } from '../write/issues.ts'

/** How many are read and digested at a time, which takes some milliseconds. */
const most = 8

type Moved = EventRow & {
  readonly source: number
  readonly body: Uint8Array | null
  readonly dictionary: Uint8Array | null
}

/**
 * After a split: counts the tags of the events that went along where they are now, and shows of both issues what their
 * latest event says. Where a payload cannot be read any more its tags stay counted where they were.
 */
export class Moving {
  readonly #database: Database
  readonly #digest: Digest
  readonly #tags: TagStatements

  constructor(database: Database, digest: Digest) {
    this.#database = database
    this.#digest = digest
    this.#tags = tagStatements(database)
  }

  /** The issues that changed, with their projects; null when nothing is left to be done. */
  step(): readonly (readonly [project: number, issue: number])[] | null {
    const waiting = this.#next()
    if (waiting.length === 0) return null
    return this.#database.transaction(() => {
      const known = waiting.filter((event) => event.issue !== null)
      for (const event of known) this.#move(event)
      const events = waiting.map(({ moving }) => moving)
      this.#database.run(this.#database.kysely.deleteFrom('moving').where('event', 'in', events))
      return known.map(({ project, issue }) => [project, issue] as const)
    })
  }

  #next() {
    const { kysely } = this.#database
    const waiting = kysely.selectFrom('moving').leftJoin('event', 'event.id', 'moving.event')
    const read = waiting
      .leftJoin('payload', 'payload.id', 'moving.event')
      .leftJoin('dictionary', 'dictionary.id', 'payload.dictionary')
    const columns = read
      .selectAll('event')
      .select(['moving.event as moving', 'moving.source', 'payload.body', 'dictionary.body as dictionary'])
    return this.#database.all(columns.orderBy('moving.event').limit(most)) as (Moved & { moving: number })[]
  }

  #move(event: Moved): void {
    const digested = this.#read(event)
    if (digested === null) return
    if (event.source !== event.issue) this.#moveTags(event, digested)
    this.#show(event, digested)
  }

  #read({ body, dictionary, event, received_at, sent_at }: Moved): Digested | null {
    try {
      const context = { id: hexOf(event), receivedAt: received_at, sentAt: sent_at }
      return body && this.#digest(parseBody(unpackStored(body, dictionary)), context).digested
    } catch {
      return null
    }
  }

  #moveTags({ issue, source }: Moved, digested: Digested): void {
    const tags = new Map<string, Map<string, number>>()
    // Releases and environments moved at once, because they are stored beside the event.
    const others = { ...digested, release: null, environment: null }
    for (const [key, value] of taggedOf(others)) countTag(tags, key, value)
    takeTags(this.#database, source, tags)
    saveTags(this.#tags, issue, tags)
  }

  #show({ id, issue }: Moved, digested: Digested): void {
    const { kysely } = this.#database
    const events = kysely.selectFrom('event').select('id').where('issue', '=', issue)
    const latest = this.#database.first(events.orderBy('happened_at', 'desc').orderBy('id', 'desc').limit(1))
    if (latest?.id !== id) return
    const row = this.#database.first(kysely.selectFrom('issue').selectAll().where('id', '=', issue))
    if (!row) return
    const shown: IssueRow = { ...row }
    showLatest(shown, digested)
    const columns = Object.fromEntries(look.map((column) => [column, shown[column]]))
    this.#database.run(kysely.updateTable('issue').set(columns).where('id', '=', issue))
  }
}
