import type { Request } from '../../contract/event.ts'
import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import { entriesOf, namedOf, objectOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf, isEmpty } from '../reading/shapes.ts'

type Pairs = Request['query']

function requestIn(event: JsonObject): Json | undefined {
  const sent = firstOf(event, 'request', 'sentry.interfaces.Http')
  return typeof sent === 'string' && sent !== '' ? { url: sent } : sent
}

export function readRequest(event: JsonObject, reading: Reading): Request | null {
  const value = requestIn(event)
  // Raven for Node sends an empty request with everything.
  if (isEmpty(value)) return null
  const sent = objectOf(value, 'request', reading)
  const { url, query } = splitUrl(sent, reading)
  const headers = readHeaders(sent, reading)
  const request: Request = {
    url,
    query,
    method: reading.word(sent['method'], 'request.method')?.toUpperCase() ?? null,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'cookie'),
    cookies: readCookies(firstOf(sent, 'cookies') ?? cookieHeader(headers), reading),
    environment: namedOf(sent['env'], 'request.env', reading),
    body:
      sent['data'] === undefined || sent['data'] === '' ? null : reading.value(sent['data'], 'request.data'),
  }
  // Python's SDK sends names without values where no server stands before Django.
  return Object.values(request).every(isEmpty) ? null : request
}

/** The address without its query, which is shown separately. */
export function readUrl(event: JsonObject, reading: Reading): string | null {
  const value = requestIn(event)
  return isObject(value) ? splitUrl(value, reading).url : null
}

function splitUrl(sent: JsonObject, reading: Reading): { url: string | null; query: Pairs } {
  const whole = reading.word(sent['url'], 'request.url', bounds.path)
  const [url = null, behind] = whole?.split(/\?([^#]*)/, 2) ?? []
  const query = firstOf(sent, 'query_string', 'query')
  const asked = query === undefined || query === '' ? behind : query
  return { url, query: reading.isWhole ? readQuery(asked, reading) : [] }
}

function readQuery(value: Json | undefined, reading: Reading): Pairs {
  if (typeof value !== 'string') return pairsOf(value, 'request.query_string', reading)
  const parts = value.replace(/^\?/, '').split('&', bounds.pairs).filter(Boolean)
  return parts.map((part) => {
    const [name = '', ...rest] = part.split('=')
    return [decoded(name, reading), decoded(rest.join('='), reading)]
  })
}

function decoded(text: string, reading: Reading): string {
  return reading.text(decodedOrAsIs(text), 'request.query_string', bounds.path) ?? ''
}

function decodedOrAsIs(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function readHeaders(sent: JsonObject, reading: Reading): Pairs {
  return pairsOf(sent['headers'], 'request.headers', reading)
}

function cookieHeader(headers: Pairs): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1]
}

function readCookies(value: Json | undefined, reading: Reading): Pairs {
  if (typeof value !== 'string') return pairsOf(value, 'request.cookies', reading)
  const parts = value.split(/;\s*/, bounds.pairs).filter(Boolean)
  return parts.map((part) => {
    const [name = '', ...rest] = part.split('=')
    return [
      reading.text(name.trim(), 'request.cookies') ?? '',
      reading.text(rest.join('='), 'request.cookies', bounds.path) ?? '',
    ]
  })
}

/** Some clients send several values under one name. */
function pairsOf(value: Json | undefined, field: string, reading: Reading): Pairs {
  if (typeof value === 'string') return lines(value, field, reading)
  return entriesOf(value, field, reading).map(([name, item]) => [
    reading.text(name, field) ?? '',
    oneText(item, field, reading),
  ])
}

function oneText(value: Json, field: string, reading: Reading): string {
  const joined = isList(value) && value.every((item) => typeof item !== 'object') ? value.join(', ') : value
  return reading.text(joined, field, bounds.path) ?? ''
}

/** Headers in the form in which they went over the wire. */
function lines(value: string, field: string, reading: Reading): Pairs {
  const rows = value.split(/\r?\n/, bounds.pairs).filter((row) => row.includes(':'))
  return rows.map((row) => {
    const [name = '', ...rest] = row.split(':')
    return [
      reading.text(name.trim(), field) ?? '',
      reading.text(rest.join(':').trim(), field, bounds.path) ?? '',
    ]
  })
}

/** A single header, without reading the others. */
export function headerOf(event: JsonObject, wanted: string, reading: Reading): string | null {
  const request = requestIn(event)
  if (!isObject(request)) return null
  const found = entriesOf(request['headers'], 'request.headers', reading).find(
    ([name]) => name.toLowerCase() === wanted,
  )
  return found ? oneText(found[1], 'request.headers', reading) : null
}
