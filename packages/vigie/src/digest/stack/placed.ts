import type { JsonObject } from '../../contract/json.ts'

/** Where a frame is, as the protocol names it; what was not found in a line of text is left out. */
export function placed(file: string | undefined, line?: string, column?: string): JsonObject {
  return {
    ...(file === undefined ? {} : { filename: file }),
    ...(line === undefined ? {} : { lineno: Number(line) }),
    ...(column === undefined ? {} : { colno: Number(column) }),
  }
}
