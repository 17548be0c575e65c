import type { Models } from './migration-state.ts'

/** What the release that is live knows of the database. */
export interface Known {
  readonly vendor: string
  /** Its models, where it was asked for them. */
  readonly models: Models | null
  /** Tables and columns that came just now, before this operation: it cannot miss them. */
  readonly created: ReadonlySet<string>
}

export function knows({ created, models }: Known, table: string, column?: string): boolean {
  if (created.has(table)) return false
  if (column !== undefined && created.has(`${table}.${column}`)) return false
  if (models === null) return true
  const columns = models[table]
  return columns !== undefined && (column === undefined || columns[column] !== undefined)
}
