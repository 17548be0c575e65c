import { partsOfDsn } from './dsn.ts'

/** What an address of the protocol asks for. The oldest ones lack the project, which the key alone tells. */
export interface Route {
  readonly kind: RouteKind
  readonly project: number | null
  readonly query: URLSearchParams
  /** The slug of a scheduled task, the kind of telemetry, or for some endpoints the key. */
  readonly slug: string | null
  readonly key: string | null
}

export type RouteKind =
  | 'envelope'
  | 'store'
  | 'security'
  | 'nel'
  | 'check-in'
  | 'minidump'
  | 'unreal'
  | 'crash'
  | 'telemetry'
  | 'report-dialog'
  | 'unknown'

/** `/api/…` belongs to the protocol, except for our own `/api/v1/…`. */
export function isIngest(url: string): boolean {
  return /^\/+api\/+(?:\d+(?:[/?]|$)|store\/?(?:\?|$)|embed\/)/.test(pathOf(url))
}

/**
 * Some clients ask every server as if it were a proxy, with the whole address; RFC 9112 requires servers to accept
 * that.
 */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '')
}

const kinds: Readonly<Record<string, RouteKind>> = {
  envelope: 'envelope',
  store: 'store',
  security: 'security',
  'csp-report': 'security',
  nel: 'nel',
  cron: 'check-in',
  minidump: 'minidump',
  unreal: 'unreal',
  playstation: 'crash',
  xbox: 'crash',
  // OpenTelemetry's own protocol: `integration/otlp/v1/traces/`.
  integration: 'telemetry',
  otlp: 'telemetry',
}

export function routeOf(url: string): Route {
  const [path = '', search = ''] = splitOnce(pathOf(url), '?')
  const [, first = '', ...rest] = path.split('/').filter((part) => part !== '')
  const query = new URLSearchParams(search)
  if (first === 'store') return { kind: 'store', project: null, query, slug: null, key: null }
  if (first === 'embed' && rest[0] === 'error-page') {
    const dsn = partsOfDsn(query.get('dsn'))
    return { kind: 'report-dialog', project: dsn?.project ?? null, query, slug: null, key: dsn?.key ?? null }
  }
  const project = /^\d{1,15}$/.test(first) ? Number(first) : null
  const [name = '', slug = null, key = null] = rest
  // Project 0 is where Sentry keeps the API of its own programs.
  const kind =
    project === null || project === 0 ? 'unknown' : Object.hasOwn(kinds, name) ? kinds[name] : 'unknown'
  // `events/ID/attachments/`: belongs to an event that came before.
  if (name === 'events' && key === 'attachments' && project)
    return { kind: 'crash', project, query, slug, key: null }
  if (kind === 'telemetry') return { kind, project, query, slug: rest.at(-1) ?? null, key: null }
  return {
    kind: kind ?? 'unknown',
    project,
    query,
    slug,
    key: isDump(kind) ? slug : key,
  }
}

/** Their key may be in the address, and the answer is only an id. */
export function isDump(kind: RouteKind | undefined): boolean {
  return kind === 'crash' || kind === 'minidump' || kind === 'unreal'
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
