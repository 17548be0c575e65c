/** Where the last page ended. The next page continues there, however much arrived meanwhile. */
export interface Cursor {
  readonly value: number
  readonly id: number
}

export function readCursor(cursor: string | null): Cursor | null {
  const [, value, id] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(cursor ?? '') ?? []
  return value === undefined ? null : { value: Number(value), id: Number(id) }
}

export function writeCursor({ value, id }: Cursor): string {
  return `${value}.${id}`
}
