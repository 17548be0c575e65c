import { isObject, type JsonObject } from './shapes.ts'

/** `2026-11-28 16:52:26.378 | ERROR    | shop.orders:charge:12 - `: loguru hands on its whole line. */
const loguru = /^\d{4}-\d\d-\d\d[ T][\d:.,+-]+\s*\|\s*[A-Z]+\s*\|\s*[^\s|]+:\d+ - /

/** Of a line of a log what it says: when, how bad and where stand elsewhere already. structlog's and pino's are JSON. */
export function saidIn(line: string): string {
  const text = line.trim()
  return (text.startsWith('{') && text.endsWith('}') ? fromJson(text) : null) ?? text.replace(loguru, '')
}

function fromJson(text: string): string | null {
  const fields = fieldsOf(text)
  const said = ['event', 'message', 'msg'].map((name) => fields[name])
  return said.find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? null
}

function fieldsOf(text: string): JsonObject {
  try {
    const parsed = JSON.parse(text)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
