import { isObject, type Json, type JsonObject } from '../../contract/json.ts'

/** `2026-11-28 16:52:26.378 | ERROR    | shop.orders:charge:12 - `: loguru hands on its whole line. */
const loguru = /^\d{4}-\d\d-\d\d[ T][\d:.,+-]+\s*\|\s*[A-Z]+\s*\|\s*[^\s|]+:\d+ - /

/** Of a line of a log what it says: when, how bad and where stand elsewhere already. structlog's and pino's are JSON. */
export function saidIn(line: string): string {
  const text = line.trim()
  return (
    tracebackEnd(text) ??
    (text.startsWith('{') && text.endsWith('}') ? fromJson(text) : null) ??
    text.replace(loguru, '')
  )
}

/** Of a traceback that was logged the error itself, which stands at its end; null of anything else. */
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
