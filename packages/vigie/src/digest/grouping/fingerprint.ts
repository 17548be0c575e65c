import { isList, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf } from '../reading/shapes.ts'

/** The client's own grouping; null where it has none, or where it only says what applies anyway. */
export function readFingerprint(event: JsonObject, reading: Reading): readonly string[] | null {
  // It was called `checksum` before it had several parts.
  const sent = firstOf(event, 'fingerprint', 'checksum')
  if (sent === undefined) return null
  const parts = partsOf(sent, reading)
  if (parts.length === 0 || parts.every(isDefault)) return null
  return repeatsMessage(event, parts) ? null : parts
}

/** raven-js uses the text of a message as fingerprint so that its stack does not count, but numbers in it would. */
function repeatsMessage(event: JsonObject, [first, ...others]: readonly string[]): boolean {
  return others.length === 0 && first === event['message'] && event['stacktrace'] !== undefined
}

function partsOf(sent: Json, reading: Reading): string[] {
  const list = isList(sent) ? sent.flat().slice(0, bounds.fingerprint) : [sent]
  return (list as readonly Json[]).flatMap((part) => reading.word(part, 'fingerprint', bounds.path) ?? [])
}

export function isDefault(part: string): boolean {
  return variableIn(part) === 'default'
}

/** `{{ transaction }}` stands for the event's own. */
export function variableIn(part: string): string | null {
  return /^\{\{\s*([\w.-]+)\s*\}\}$/.exec(part)?.[1] ?? null
}
