import type { Grouping } from '../../contract/digested.ts'
import type { Database } from '../database.ts'
import { statement } from '../statement.ts'

export interface KnownHash {
  readonly id: number
  readonly issue: number
}

/** Which issue knows a hash. The latest are remembered: most errors come again and again. */
export class Hashes {
  readonly #known = new Map<string, KnownHash>()
  readonly #statements: ReturnType<typeof prepare>
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
    this.#statements = prepare(database)
  }

  /** The issue that knows the best of them. */
  find(project: number, { hashes }: Grouping): number | null {
    for (const hash of hashes) {
      const known = this.#read(project, hash)
      if (known) return known.issue
    }
    return null
  }

  /** Those that no issue knows yet; answers with the id of the best. */
  teach(issue: number, { project, grouping, title }: Lesson): number {
    const ids = grouping.hashes.map(
      (hash) => (this.#read(project, hash) ?? this.#learn(issue, { project, hash, title })).id,
    )
    return ids[0] ?? 0
  }

  /** After a merge, a split, a rollback: what is remembered may be wrong. */
  forget(): void {
    this.#known.clear()
  }

  #read(project: number, hash: string): KnownHash | undefined {
    const key = `${project}:${hash}`
    const known = this.#known.get(key)
    if (known) return known
    const found = this.#statements.find.first({ project, hash })
    return found && this.#remember(key, found)
  }

  #learn(
    issue: number,
    { project, hash, title }: { project: number; hash: string; title: string },
  ): KnownHash {
    const { kysely } = this.#database
    const row = { project, hash, issue, events: 0, title }
    const { id } = this.#database.run(kysely.insertInto('issue_hash').values(row))
    return this.#remember(`${project}:${hash}`, { id, issue })
  }

  #remember(key: string, known: KnownHash): KnownHash {
    if (this.#known.size >= remembered) this.#known.clear()
    this.#known.set(key, known)
    return known
  }
}

interface Lesson {
  readonly project: number
  readonly grouping: Grouping
  readonly title: string
}

const remembered = 5000

function prepare(database: Database) {
  return {
    find: statement<{ project: number; hash: string }, KnownHash>(database, (value) =>
      database.kysely
        .selectFrom('issue_hash')
        .select(['id', 'issue'])
        .where('project', '=', value('project'))
        .where('hash', '=', value('hash')),
    ),
  }
}
