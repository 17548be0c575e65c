/** Null where a part is missing or incomplete: every position in a dump comes from a stranger. */
export type Pieces = (at: number, length: number) => Buffer | null

/** Where a part of a dump lies, and how long it is. */
export interface Stream {
  readonly at: number
  readonly size: number
}
