import type { Request } from '../../../contract/event.ts'
import type { Json } from '../../../contract/json.ts'
import { plain, safeAddress } from '../../parts/visible.ts'

/** Headers that are secrets, or that curl sets itself. */
const left = /^(authorization|proxy-authorization|cookie|host|content-length|connection|accept-encoding)$/i
/** What scrubbing left behind is not a value to send again. */
const scrubbed = /\[(filtered|scrubbed)\]|\*{6,}/i

/**
 * The request as one line for a shell, without its secrets. All of it is a stranger's, and somebody will paste it:
 * only http and https, no header that could be a file (`@name`), nothing that steers a terminal, all in quotes.
 */
export function curlOf(request: Request): string | null {
  const address = request.url === null ? null : safeAddress(request.url)
  if (address === null) return null
  const method = /^[A-Z]{1,20}$/i.test(request.method ?? '') ? (request.method ?? 'GET').toUpperCase() : 'GET'
  const headers = request.headers
    .filter(isTold)
    .flatMap(([name, value]) => ['--header', `${name}: ${plain(value)}`])
  const body = bodyText(request.body)
  const argv = [
    '--globoff',
    '--request',
    method,
    '--url',
    withQuery(address, request.query),
    ...headers,
    ...(body === null || method === 'GET' ? [] : ['--data-raw', body]),
  ]
  return ['curl', ...argv.map(quoted)].join(' ')
}

function isTold([name, value]: readonly [string, string]): boolean {
  return /^[A-Za-z0-9-]+$/.test(name) && !left.test(name) && !scrubbed.test(value)
}

function withQuery(address: string, query: Request['query']): string {
  const url = new URL(address)
  if (url.search === '') for (const [name, value] of query) url.searchParams.append(name, value)
  for (const [name, value] of [...url.searchParams]) if (scrubbed.test(value)) url.searchParams.delete(name)
  return url.href
}

function bodyText(body: Json): string | null {
  if (body === null) return null
  return typeof body === 'string' ? plain(body) : JSON.stringify(body)
}

/** Words of letters that no shell interprets stay unquoted, as a person would write them. */
function quoted(text: string): string {
  const safe = plain(text)
  return /^[A-Za-z0-9_./:=-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`
}
