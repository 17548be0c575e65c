import type { IncomingHttpHeaders } from 'node:http'
import { isPlausibleKey } from './dsn.ts'
import type { Route } from './route.ts'

/** The public key of a client, wherever it puts it. Old clients also send a secret, which is ignored. */
export function publicKeyIn(headers: IncomingHttpHeaders, { query, key }: Route): string | null {
  const found =
    fromSentry(headers['x-sentry-auth']) ??
    fromSentry(headers.authorization) ??
    fromBasic(headers.authorization) ??
    query.get('sentry_key') ??
    key
  return found !== null && isPlausibleKey(found) ? found : null
}

/** `Sentry sentry_version=7, sentry_client=raven-python/6.10.0, sentry_key=abc`. */
function fromSentry(header: string | string[] | undefined): string | null {
  return partOf(header, 'key')
}

/** Some separate the parts by `;`, as in other headers. */
const parts = {
  key: /(?:^|[\s,;])sentry_key\s*=\s*"?([\w-]+)/i,
  client: /(?:^|[\s,;])sentry_client\s*=\s*"?([^\s,;"]+)/i,
  timestamp: /(?:^|[\s,;])sentry_timestamp\s*=\s*"?([^\s,;"]+)/i,
}

function partOf(header: string | string[] | undefined, name: keyof typeof parts): string | null {
  return typeof header === 'string' ? (parts[name].exec(header)?.[1] ?? null) : null
}

/** `raven-js/3.27.2`: old clients name themselves beside their key, and nowhere else. */
export function clientIn(headers: IncomingHttpHeaders, { query }: Route): string | null {
  const said = [headers['x-sentry-auth'], headers.authorization].map((header) => partOf(header, 'client'))
  const found = said.find((client) => client !== null) ?? query.get('sentry_client')
  return found && /^[\w.-]{1,64}\/[\w.+-]{1,32}$/.test(found) ? found : null
}

/** A date or seconds, by the client's clock when it sent this. */
export function sentIn(headers: IncomingHttpHeaders): string | null {
  return partOf(headers['x-sentry-auth'], 'timestamp') ?? partOf(headers.authorization, 'timestamp')
}

function fromBasic(header: string | undefined): string | null {
  const encoded = /^basic\s+([\w+/=-]+)/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return null
  return Buffer.from(encoded, 'base64').toString('latin1').split(':')[0] ?? null
}
