import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Schema } from './schema.ts'

/** How many statements stay prepared: searches make new ones, the others are always the same. */
const kept = 200

export interface ConnectionOptions {
  readonly readOnly: boolean
  /** The page cache, in KiB. */
  readonly cacheKiB: number
}

/** Queries are written with kysely and run synchronously, because SQLite has nothing to wait for. */
export class Database {
  readonly kysely: Kysely<Schema>
  readonly #connection: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(path: string, options: ConnectionOptions) {
    this.#connection = new DatabaseSync(path, { readOnly: options.readOnly, timeout: 5000 })
    // Mapped memory would count as resident, and the pages are in the system's cache anyway.
    this.exec(`pragma cache_size=-${options.cacheKiB}; pragma mmap_size=0; pragma temp_store=memory`)
    this.kysely = new Kysely<Schema>({ dialect })
  }

  get connection(): DatabaseSync {
    return this.#connection
  }

  exec(sql: string): void {
    this.#connection.exec(sql)
  }

  pragma(name: string): SQLOutputValue {
    const row = this.#connection.prepare(`pragma ${name}`).get()
    return row === undefined ? null : (Object.values(row)[0] ?? null)
  }

  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).all(...(parameters as SQLInputValue[])) as Row[]
  }

  first<Row>(query: Compilable<Row>): Row | undefined {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).get(...(parameters as SQLInputValue[])) as Row | undefined
  }

  /** How many rows it changed, and the id of the last one that it inserted. */
  run(query: Compilable<unknown>): { readonly changes: number; readonly id: number } {
    const { sql, parameters } = query.compile()
    const { changes, lastInsertRowid } = this.prepare(sql).run(...(parameters as SQLInputValue[]))
    return { changes: Number(changes), id: Number(lastInsertRowid) }
  }

  /** All or nothing. If SQLite itself has rolled back because of the error, there is nothing left to roll back. */
  transaction<Result>(work: () => Result): Result {
    this.exec('begin immediate')
    try {
      const result = work()
      this.exec('commit')
      return result
    } catch (error) {
      if (this.#connection.isTransaction) this.exec('rollback')
      throw error
    }
  }

  prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#connection.prepare(sql)
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size >= kept && oldest !== undefined) this.#prepared.delete(oldest)
    this.#prepared.set(sql, statement)
    return statement
  }

  close(): void {
    this.#prepared.clear()
    this.#connection.close()
  }
}

const dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (kysely: Kysely<unknown>) => new SqliteIntrospector(kysely as never),
  createQueryCompiler: () => new SqliteQueryCompiler(),
}
