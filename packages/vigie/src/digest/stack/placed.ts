import type { JsonObject } from '../../contract/json.ts'

/** Where a frame is, in the protocol's words; parts that a line of text did not contain are left out. */
export function placed(file: string | undefined, line?: string, column?: string): JsonObject {
  return {
    ...(file === undefined ? {} : { filename: file }),
    ...(line === undefined ? {} : { lineno: Number(line) }),
    ...(column === undefined ? {} : { colno: Number(column) }),
  }
}
