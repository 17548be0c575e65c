import type { Models } from './migration-state.ts'

/** What the live release knows of the database. */
export interface Known {
  readonly vendor: string
  /** Its models, where it was asked for them. */
  readonly models: Models | null
  /** Tables and columns that were added just before this operation, which the live release therefore cannot use. */
  readonly created: ReadonlySet<string>
}

export function knows({ created, models }: Known, table: string, column?: string): boolean {
  if (created.has(table)) return false
  if (column !== undefined && created.has(`${table}.${column}`)) return false
  if (models === null) return true
  const columns = models[table]
  return columns !== undefined && (column === undefined || columns[column] !== undefined)
}
