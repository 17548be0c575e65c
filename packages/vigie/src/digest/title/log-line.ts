import { isObject, type Json, type JsonObject } from '../../contract/json.ts'

/** `2026-11-28 16:52:26.378 | ERROR    | shop.orders:charge:12 - `: loguru passes its whole line on. */
const loguru = /^\d{4}-\d\d-\d\d[ T][\d:.,+-]+\s*\|\s*[A-Z]+\s*\|\s*[^\s|]+:\d+ - /

/**
 * The message in a line of a log; time, level and place are shown elsewhere already. structlog and pino write JSON.
 */
export function saidIn(line: string): string {
  const text = line.trim()
  return (
    tracebackEnd(text) ??
    (text.startsWith('{') && text.endsWith('}') ? fromJson(text) : null) ??
    text.replace(loguru, '')
  )
}

/** The error at the end of a logged traceback; null for anything else. */
function tracebackEnd(text: string): string | null {
  if (!/^\s*Traceback \(most recent call last\)/.test(text)) return null
  const lines = text.trimEnd().split('\n')
  const last = lines.findLastIndex((line) => line.startsWith('  File "'))
  return lines.find((line, place) => place > last && /^\S/.test(line))?.trim() ?? null
}

function fromJson(text: string): string | null {
  const fields = fieldsOf(text)
  const said = ['event', 'message', 'msg'].map((name) => fields[name])
  return said.find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? null
}

function fieldsOf(text: string): JsonObject {
  try {
    const parsed: Json = JSON.parse(text)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
