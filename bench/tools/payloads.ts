import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../packages/vigie/src/contract/json.ts'

export interface Payload {
  readonly corpus: string
  readonly file: string
  readonly event: Json
  /** The time in the envelope's header. */
  readonly sentAt: number | null
}

type JsonObject = { readonly [key: string]: Json }

/**
 * Every event below a directory. Each folder is a corpus, and each file holds an event, a list of events or an
 * envelope.
 */
export function payloadsIn(directory: string): Payload[] {
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .sort((one, other) => one.name.localeCompare(other.name))
    .flatMap(({ name }) => corpus(directory, name))
}

function corpus(directory: string, name: string): Payload[] {
  const files = readdirSync(join(directory, name), { recursive: true, withFileTypes: true })
  return files
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      return eventsIn(bytes).map((event) => ({ corpus: name, file: entry.name, sentAt: null, ...event }))
    })
}

interface Found {
  readonly event: Json
  readonly sentAt?: number
}

function eventsIn(bytes: Buffer): Found[] {
  const whole = parsed(bytes.toString())
  if (whole !== undefined)
    return (Array.isArray(whole) ? whole : [whole]).filter(isEvent).map((event) => ({ event }))
  return envelopeEvents(bytes)
}

/** Accepts only events as SDKs send them: no transactions, no sessions, and no answers of Sentry's web API. */
function isEvent(value: Json): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const event = value as JsonObject
  if (event['type'] === 'transaction' || 'spans' in event || 'entries' in event || 'dateCreated' in event)
    return false
  return marks.some((mark) => mark in event) || 'csp-report' in event
}

const marks = [
  'exception',
  'logentry',
  'message',
  'stacktrace',
  'threads',
  'csp',
  'expectct',
  'hpkp',
  'sentry.interfaces.Exception',
  'sentry.interfaces.Message',
  'sentry.interfaces.Stacktrace',
  'checksum',
  'fingerprint',
]

function envelopeEvents(bytes: Buffer): Found[] {
  const header = lineAt(bytes, 0)
  const first = parsed(header.text)
  if (typeof first !== 'object' || first === null) return []
  const sent = (first as JsonObject)['sent_at']
  const sentAt = typeof sent === 'string' ? Date.parse(sent) : Number.NaN
  return itemsFrom(bytes, header.next).map((event) => ({
    event,
    ...(Number.isNaN(sentAt) ? {} : { sentAt }),
  }))
}

function itemsFrom(bytes: Buffer, start: number): JsonObject[] {
  const events: JsonObject[] = []
  let at = start
  while (at < bytes.length) {
    const head = lineAt(bytes, at)
    const item = parsed(head.text) as JsonObject | undefined
    if (!item) break
    const length = item['length']
    const end = typeof length === 'number' ? head.next + length : lineAt(bytes, head.next).next - 1
    const event = item['type'] === 'event' ? parsed(bytes.subarray(head.next, end).toString()) : undefined
    if (event !== undefined) events.push(event as JsonObject)
    at = end + 1
  }
  return events
}

function lineAt(bytes: Buffer, start: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(0x0a, start)
  const stop = end === -1 ? bytes.length : end
  return { text: bytes.subarray(start, stop).toString(), next: stop + 1 }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
