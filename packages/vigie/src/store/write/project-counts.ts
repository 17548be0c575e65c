import type { Digested } from '../../contract/digested.ts'
import type { Database } from '../database.ts'
import { mostNamed } from '../most-named.ts'
import { type Statement, statement } from '../statement.ts'
import { ReleaseEnvironments } from './release-environments.ts'

interface Named {
  readonly project: number
  readonly name: string
  readonly at: number
  readonly events: number
}

interface Seen {
  readonly first_seen: number
}

/** What the events of a transaction add to projects, their releases and their environments. */
export class ProjectCounts {
  readonly #statements: ReturnType<typeof prepare>
  readonly #places: ReleaseEnvironments
  readonly #projects = new Map<number, { events: number; at: number }>()

  constructor(database: Database) {
    this.#statements = prepare(database)
    this.#places = new ReleaseEnvironments(database)
  }

  /** When the event's release was first seen: null where it has none. */
  count(project: number, { release, environment, receivedAt }: Digested): number | null {
    const { events = 0, at = 0 } = this.#projects.get(project) ?? {}
    this.#projects.set(project, { events: events + 1, at: Math.max(at, receivedAt) })
    if (environment !== null)
      this.#add('environment', { project, name: environment, at: receivedAt, events: 1 })
    if (release === null) return null
    const seenAt = this.#add('release', { project, name: release, at: receivedAt, events: 1 })
    if (environment !== null) this.#places.note({ project, version: release, environment })
    return seenAt
  }

  save(): void {
    for (const [project, { events, at }] of this.#projects)
      this.#statements.project.run({ project, events, at })
    this.#projects.clear()
  }

  drop(): void {
    this.#projects.clear()
    this.#places.drop()
  }

  #add(table: 'release' | 'environment', row: Named): number | null {
    const { more, fresh, size } = this.#statements[table]
    const known = more.first(row)
    if (known) return known.first_seen
    if ((size.first(row)?.count ?? 0) >= mostNamed[table]) {
      if (table === 'environment') return null
      // Whatever comes next is a later release: else nothing that was resolved would ever return.
      for (const forget of this.#statements.forgetRelease) forget.run(row)
      this.#places.drop()
    }
    fresh.run(row)
    return row.at
  }
}

interface NamedStatements {
  readonly more: Statement<Named, Seen>
  readonly fresh: Statement<Named, unknown>
  readonly size: Statement<Named, { count: number }>
}

function prepare(database: Database) {
  const { kysely } = database
  return {
    project: statement<{ project: number; events: number; at: number }>(database, (value) =>
      kysely
        .updateTable('project')
        .set(({ eb }) => ({ events: eb('events', '+', value('events')), last_event_at: value('at') }))
        .where('id', '=', value('project')),
    ),
    release: releaseStatements(database),
    // Its places first: which release it is can be asked as long as it is there.
    forgetRelease: (['release_environment', 'release'] as const).map((table) =>
      statement<Named, unknown>(database, (value) =>
        kysely
          .deleteFrom(table)
          .where('project', '=', value('project'))
          .where('version', '=', ({ selectFrom }) =>
            selectFrom('release as old')
              .select('old.version')
              .where('old.project', '=', value('project'))
              .orderBy('old.last_seen')
              .limit(1),
          ),
      ),
    ),
    environment: environmentStatements(database),
  }
}

function releaseStatements(database: Database): NamedStatements {
  const { kysely } = database
  return {
    more: statement(database, (value) =>
      kysely
        .updateTable('release')
        .set(({ eb }) => ({ events: eb('events', '+', value('events')), last_seen: value('at') }))
        .where('project', '=', value('project'))
        .where('version', '=', value('name'))
        .returning('first_seen'),
    ),
    fresh: statement(database, (value) =>
      kysely.insertInto('release').values({
        project: value('project'),
        version: value('name'),
        first_seen: value('at'),
        last_seen: value('at'),
        events: value('events'),
      }),
    ),
    size: statement(database, (value) =>
      kysely
        .selectFrom('release')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('project', '=', value('project')),
    ),
  }
}

function environmentStatements(database: Database): NamedStatements {
  const { kysely } = database
  return {
    more: statement(database, (value) =>
      kysely
        .updateTable('environment')
        .set(({ eb }) => ({ events: eb('events', '+', value('events')), last_seen: value('at') }))
        .where('project', '=', value('project'))
        .where('name', '=', value('name'))
        .returning('first_seen'),
    ),
    fresh: statement(database, (value) =>
      kysely.insertInto('environment').values({
        project: value('project'),
        name: value('name'),
        first_seen: value('at'),
        last_seen: value('at'),
        events: value('events'),
      }),
    ),
    size: statement(database, (value) =>
      kysely
        .selectFrom('environment')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('project', '=', value('project')),
    ),
  }
}
