import { deservesMail } from '../../alert/decide.ts'
import type { Digested } from '../../contract/digested.ts'
import type { MailCause } from '../../contract/mail.ts'
import { bytesOf } from '../event-id.ts'
import type { EventRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { Hashes } from './hashes.ts'
import { countEvent, type IssueState } from './issue-state.ts'
import { Issues } from './issues.ts'
import { intend } from './mail-intents.ts'
import type { Pen } from './pen.ts'
import { ProjectCounts } from './project-counts.ts'
import type { Queued } from './queue.ts'
import { isRegression } from './regression.ts'

/** Counts digested events into issues, within a transaction of the caller's. */
export class EventCounting {
  readonly hashes: Hashes
  readonly #pen: Pen
  readonly #issues: Issues
  readonly #projects: ProjectCounts
  readonly #statements: ReturnType<typeof prepare>

  constructor(pen: Pen) {
    this.#pen = pen
    this.hashes = new Hashes(pen.database)
    this.#issues = new Issues(pen.database)
    this.#projects = new ProjectCounts(pen.database)
    this.#statements = prepare(pen)
  }

  /** False where the project knows the event already, kept or not: the first one counts. Or where there is no project any more. */
  add(queued: Queued, digested: Digested): boolean {
    const event = bytesOf(queued.id)
    const { project } = queued
    if (this.#statements.known.first({ event, project })) return false
    // Taken before its project was deleted.
    if (!this.#statements.project.first({ project })) return false
    const sane = { ...digested, id: queued.id, happenedAt: clamped(digested.happenedAt, queued.receivedAt) }
    this.#count(queued, sane)
    return true
  }

  /** Writes what was counted; answers with the issues that changed, by project. */
  save(): ReadonlyMap<number, readonly number[]> {
    this.#projects.save()
    return this.#issues.save()
  }

  /** The transaction was rolled back. */
  drop(): void {
    this.#issues.drop()
    this.#projects.drop()
    this.hashes.forget()
  }

  #count(queued: Queued, digested: Digested): void {
    const { project } = queued
    const releaseSeenAt = this.#projects.count(project, digested)
    const found = this.hashes.find(project, digested.grouping)
    const known = found === null ? undefined : this.#issues.get(found)
    const state = known ?? this.#issues.create(project, digested)
    const { grouping, title } = digested
    const hash = this.hashes.teach(state.row.id, { project, grouping, title })
    countEvent(state, digested, hash)
    const cause = known ? this.#wake(state, digested, releaseSeenAt) : 'new'
    this.#statements.event.run(eventRow(queued, digested, { issue: state.row.id, hash }))
    this.#mail(state, digested, cause)
  }

  #wake({ row }: IssueState, digested: Digested, releaseSeenAt: number | null): MailCause | null {
    if (row.status === 'muted' && row.muted_events !== null && row.events >= row.muted_events) {
      Object.assign(row, { status: 'unresolved', muted_until: null, muted_events: null })
    }
    if (row.status !== 'resolved') return null
    const { happenedAt, release } = digested
    const newestSeenAt = this.#newestSeenAt(row.project, row.resolved_in)
    const resolution = { at: row.resolved_at ?? 0, inNextRelease: row.resolved_next === 1, newestSeenAt }
    if (!isRegression(resolution, { happenedAt, release, releaseSeenAt })) return null
    Object.assign(row, { status: 'unresolved', is_regression: 1, resolved_at: null, resolved_next: 0 })
    return 'regression'
  }

  #newestSeenAt(project: number, version: string | null): number | null {
    if (version === null) return null
    return this.#statements.release.first({ project, version })?.first_seen ?? null
  }

  #mail({ row }: IssueState, { level, id }: Digested, cause: MailCause | null): void {
    if (cause === null || !deservesMail({ cause, level, status: row.status })) return
    intend(this.#pen, { project: row.project, issue: row.id, cause, event: id })
  }
}

const minute = 60_000

/** Nothing happened after it was received, whatever a clock says. */
function clamped(happenedAt: number, receivedAt: number): number {
  return Math.min(Math.max(Math.floor(happenedAt), 0), receivedAt + minute)
}

function eventRow(queued: Queued, digested: Digested, place: { issue: number; hash: number }): EventRow {
  const { happenedAt, level, title, release, environment, user } = digested
  return {
    ...place,
    ...{ level, title, release, environment, user },
    id: queued.number,
    project: queued.project,
    event: bytesOf(queued.id),
    happened_at: happenedAt,
    received_at: queued.receivedAt,
    sent_at: queued.sentAt,
  }
}

function prepare({ database }: Pen) {
  const { kysely } = database
  return {
    known: statement<{ event: Uint8Array; project: number }, { id: number }>(database, (value) =>
      kysely
        .selectFrom('event')
        .select('id')
        .where('event', '=', value('event'))
        .where('project', '=', value('project'))
        .unionAll(
          kysely
            .selectFrom('dropped')
            .select('id')
            .where('event', '=', value('event'))
            .where('project', '=', value('project')),
        ),
    ),
    project: statement<{ project: number }, { id: number }>(database, (value) =>
      kysely.selectFrom('project').select('id').where('id', '=', value('project')),
    ),
    release: statement<{ project: number; version: string }, { first_seen: number }>(database, (value) =>
      kysely
        .selectFrom('release')
        .select('first_seen')
        .where('project', '=', value('project'))
        .where('version', '=', value('version')),
    ),
    event: statement<EventRow>(database, (value) =>
      kysely.insertInto('event').values({
        id: value('id'),
        project: value('project'),
        event: value('event'),
        issue: value('issue'),
        hash: value('hash'),
        happened_at: value('happened_at'),
        received_at: value('received_at'),
        sent_at: value('sent_at'),
        level: value('level'),
        title: value('title'),
        release: value('release'),
        environment: value('environment'),
        user: value('user'),
      }),
    ),
  }
}
