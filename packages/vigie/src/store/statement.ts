import type { SQLInputValue } from 'node:sqlite'
import type { Compilable } from 'kysely'
import type { Database } from './database.ts'

/** Compiled once and run for every event, so that kysely costs an event nothing. */
export interface Statement<Input, Row> {
  /** How many rows it changed. */
  run(input: Input): number
  first(input: Input): Row | undefined
  all(input: Input): Row[]
}

export type Parameter<Input> = <Name extends keyof Input>(name: Name) => Input[Name]

/** The query is built with names in place of values. */
export function statement<Input, Row = never>(
  database: Database,
  build: (parameter: Parameter<Input>) => Compilable<Row>,
): Statement<Input, Row> {
  const { sql, parameters } = build((name) => new Slot(name) as never).compile()
  const prepared = database.connection.prepare(sql)
  const values = (input: Input) => parameters.map((value) => filled(value, input))
  return {
    run: (input) => Number(prepared.run(...values(input)).changes),
    first: (input) => prepared.get(...values(input)) as Row | undefined,
    all: (input) => prepared.all(...values(input)) as Row[],
  }
}

class Slot {
  readonly name: PropertyKey

  constructor(name: PropertyKey) {
    this.name = name
  }
}

function filled<Input>(value: unknown, input: Input): SQLInputValue {
  return (value instanceof Slot ? input[value.name as keyof Input] : value) as SQLInputValue
}
