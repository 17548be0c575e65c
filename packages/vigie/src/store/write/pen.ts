import type { Database } from '../database.ts'

/** What everything that writes is given. */
export interface Pen {
  readonly database: Database
  readonly now: () => number
  /** 32 hexadecimal digits that nobody can guess. */
  readonly random: () => string
}
