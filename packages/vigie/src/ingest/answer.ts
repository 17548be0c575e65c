import type { ServerResponse } from 'node:http'
import type { Refusal } from './refusal.ts'

const exposed = 'x-sentry-error, x-sentry-rate-limits, retry-after'

/** Browsers may send from any site, because their errors are what is wanted. */
const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': exposed,
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
} as const

const preflight = {
  ...openToAll,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers':
    'x-sentry-auth, x-requested-with, x-forwarded-for, origin, accept, content-type, authentication, authorization, content-encoding, transfer-encoding, sentry-trace, baggage',
  'access-control-max-age': '86400',
} as const

export function answerPreflight(response: ServerResponse): void {
  response.writeHead(200, { ...preflight, 'content-length': 0 }).end()
}

export interface Limited {
  readonly seconds: number
  /** Categories of the protocol; empty means all. */
  readonly categories: string
}

export function answerId(response: ServerResponse, id: string | null, limited: Limited | null): void {
  const body = id === null ? '{}' : `{"id":"${id}"}`
  const headers = { ...openToAll, ...limitHeaders(limited), 'content-type': 'application/json' }
  response.writeHead(200, { ...headers, 'content-length': body.length }).end(body)
}

function limitHeaders(limited: Limited | null): Record<string, string> {
  if (limited === null) return {}
  return { 'x-sentry-rate-limits': `${limited.seconds}:${limited.categories}:key` }
}

/** One transparent pixel, for pages that report by an image. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

export function answerPixel(response: ServerResponse): void {
  const headers = { ...openToAll, 'content-type': 'image/gif', 'cache-control': 'no-store' }
  response.writeHead(200, { ...headers, 'content-length': pixel.length }).end(pixel)
}

/** The same script for everybody: its parameters are in its address. */
export function answerScript(response: ServerResponse, script: Uint8Array): void {
  const headers = { ...openToAll, 'content-type': 'text/javascript; charset=utf-8' }
  response.writeHead(200, { ...headers, 'content-length': script.length }).end(script)
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  const headers = { ...openToAll, 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text)
}

/** The body never contains anything that a stranger wrote. */
export function answerRefusal(response: ServerResponse, refusal: Refusal, isUnread: boolean): void {
  const { status, message, retryAfter, category } = refusal
  const body = JSON.stringify({ detail: message, causes: [] })
  const categories =
    refusal.reason === 'overloaded' ? '' : category === 'error' ? 'error;default;security' : category
  response.writeHead(status, {
    ...openToAll,
    ...(retryAfter === null ? {} : { 'retry-after': String(retryAfter) }),
    ...(status === 429 ? { 'x-sentry-rate-limits': `${retryAfter ?? 60}:${categories}:key` } : {}),
    'x-sentry-error': message,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    // A client that keeps sending what nobody reads is disconnected.
    ...(isUnread ? { connection: 'close' } : {}),
  })
  // The answer is complete, and its end closes the connection.
  if (isUnread) response.write(body)
  else response.end(body)
}
