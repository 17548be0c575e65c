import type { Digested } from '../../contract/digested.ts'
import type { Database } from '../database.ts'
import type { IssueRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { type IssueState, showLatest, stateOf } from './issue-state.ts'
import { saveTags, type TagStatements, tagStatements } from './issue-tags.ts'
import { saveUsers, type UserStatements, userStatements } from './issue-users.ts'
import { nextNumber } from './next-number.ts'

/** Issues that the present transaction counts into. */
export class Issues {
  readonly #open = new Map<number, IssueState>()
  readonly #database: Database
  readonly #statements: ReturnType<typeof prepare>
  readonly #tags: TagStatements
  readonly #users: UserStatements

  constructor(database: Database) {
    this.#database = database
    this.#statements = prepare(database)
    this.#tags = tagStatements(database)
    this.#users = userStatements(database)
  }

  get(id: number): IssueState | undefined {
    const open = this.#open.get(id)
    if (open) return open
    const row = this.#statements.read.first({ id })
    return row && this.#keep(row)
  }

  create(project: number, event: Digested): IssueState {
    const row = freshRow(project, event)
    showLatest(row, event)
    row.number = nextNumber(this.#database, project)
    const { id: _, ...values } = row
    row.id = this.#database.run(this.#database.kysely.insertInto('issue').values(values)).id
    return this.#keep(row)
  }

  /** Writes what was counted; answers with the issues that changed, by project. */
  save(): ReadonlyMap<number, readonly number[]> {
    const changed = new Map<number, number[]>()
    for (const state of this.#open.values()) {
      this.#saveOne(state)
      changed.set(state.row.project, [...(changed.get(state.row.project) ?? []), state.row.id])
    }
    this.#open.clear()
    return changed
  }

  drop(): void {
    this.#open.clear()
  }

  #keep(row: IssueRow): IssueState {
    const state = stateOf({ ...row })
    this.#open.set(row.id, state)
    return state
  }

  #saveOne(state: IssueState): void {
    const { row, hours, hashes } = state
    row.users += saveUsers(this.#users, state)
    for (const [at, events] of hours) this.#statements.hour.run({ issue: row.id, at, events })
    for (const [id, events] of hashes) this.#statements.hash.run({ id, events })
    saveTags(this.#tags, row.id, state.tags)
    this.#statements.write.run(row)
  }
}

function freshRow(project: number, { happenedAt, release, title, level, platform }: Digested): IssueRow {
  return {
    ...{
      id: 0,
      project,
      number: 0,
      title,
      value: null,
      culprit: null,
      words: '',
      level,
      platform,
      logger: null,
    },
    ...{ status: 'unresolved', is_regression: 0, is_handled: null, assignee: null, events: 0, users: 0 },
    ...{ first_seen: happenedAt, last_seen: happenedAt, first_release: release, last_release: release },
    ...{ resolved_at: null, resolved_in: null, resolved_next: 0, muted_until: null, muted_events: null },
    ...{ stored: 0, forgotten: 0 },
  }
}

function prepare(database: Database) {
  const { kysely } = database
  return {
    read: statement<{ id: number }, IssueRow>(database, (value) =>
      kysely.selectFrom('issue').selectAll().where('id', '=', value('id')),
    ),
    write: statement<IssueRow>(database, (value) =>
      kysely
        .updateTable('issue')
        .set(Object.fromEntries(written.map((column) => [column, value(column)])))
        .where('id', '=', value('id')),
    ),
    hour: statement<{ issue: number; at: number; events: number }>(database, (value) =>
      kysely
        .insertInto('issue_hour')
        .values({ issue: value('issue'), at: value('at'), events: value('events') })
        .onConflict((conflict) =>
          conflict
            .columns(['issue', 'at'])
            .doUpdateSet(({ eb, ref }) => ({ events: eb('issue_hour.events', '+', ref('excluded.events')) })),
        ),
    ),
    hash: statement<{ id: number; events: number }>(database, (value) =>
      kysely
        .updateTable('issue_hash')
        .set(({ eb }) => ({ events: eb('events', '+', value('events')) }))
        .where('id', '=', value('id')),
    ),
  }
}

/** What an issue looks like: as its latest event does. */
export const look = [
  'title',
  'value',
  'culprit',
  'words',
  'level',
  'platform',
  'logger',
  'is_handled',
  'last_release',
] as const satisfies readonly (keyof IssueRow)[]

/** All that an event changes of its issue. */
const written = [
  ...look,
  'status',
  'is_regression',
  'events',
  'users',
  'first_seen',
  'last_seen',
  'first_release',
  'resolved_at',
  'resolved_in',
  'resolved_next',
  'muted_until',
  'muted_events',
  'stored',
] as const satisfies readonly (keyof IssueRow)[]
