import type { Database } from '../database.ts'
import { type Statement, statement } from '../statement.ts'

interface Pair {
  readonly project: number
  readonly version: string
  readonly environment: string
}

/** With its public key a stranger may send a release into each environment that there is. */
const mostOfRelease = 20
const mostRemembered = 1000

/** In which environments each release was heard of. Written once for each: what is known costs an event no statement. */
export class ReleaseEnvironments {
  readonly #statements: ReturnType<typeof prepare>
  readonly #known = new Set<string>()

  constructor(database: Database) {
    this.#statements = prepare(database)
  }

  note(pair: Pair): void {
    const key = `${pair.project}\n${pair.version}\n${pair.environment}`
    if (this.#known.has(key)) return
    if (this.#known.size >= mostRemembered) this.#known.clear()
    this.#known.add(key)
    const { size, fresh } = this.#statements
    if ((size.first(pair)?.count ?? 0) < mostOfRelease) fresh.run(pair)
  }

  /** What was written may not be there any more. */
  drop(): void {
    this.#known.clear()
  }
}

interface Statements {
  readonly size: Statement<Pair, { count: number }>
  readonly fresh: Statement<Pair, unknown>
}

function prepare(database: Database): Statements {
  const { kysely } = database
  return {
    size: statement(database, (value) =>
      kysely
        .selectFrom('release_environment')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('project', '=', value('project'))
        .where('version', '=', value('version')),
    ),
    fresh: statement(database, (value) =>
      kysely
        .insertInto('release_environment')
        .values({
          project: value('project'),
          version: value('version'),
          environment: value('environment'),
        })
        .onConflict((conflict) => conflict.doNothing()),
    ),
  }
}
