import type { Breadcrumb, Named } from '../../../contract/event.ts'
import type { Json } from '../../../contract/json.ts'

/** A breadcrumb for a request or a navigation: one line, and what else it contained. */
export interface CrumbLine {
  readonly before: string
  readonly address: string
  readonly after: string
  readonly rest: readonly Named[]
}

/** Null for other kinds, and for breadcrumbs with a message of their own. */
export function crumbLine({ message, data }: Breadcrumb): CrumbLine | null {
  const said = new Map(data.map(({ name, value }) => [name, textOf(value)]))
  const line = message ? null : (requestLine(said) ?? wayLine(said))
  if (line === null) return null
  const { used, ...parts } = line
  return { ...parts, rest: data.filter(({ name }) => !used.includes(name)) }
}

type Said = ReadonlyMap<string, string | null>
type Line = Omit<CrumbLine, 'rest'> & { readonly used: readonly string[] }

/** The names that HTTP clients of all SDKs use; OpenTelemetry introduced longer ones. */
function requestLine(said: Said): Line | null {
  const url = firstOf(said, 'url', 'url.full')
  if (url === null) return null
  const method = firstOf(said, 'method', 'http.request.method', 'http.method')
  const status = firstOf(said, 'status_code', 'http.response.status_code', 'status')
  return {
    before: method?.[1] ?? '',
    address: url[1],
    after: status?.[1] ?? '',
    used: [url, method, status].flatMap((found) => (found ? [found[0]] : [])),
  }
}

function wayLine(said: Said): Line | null {
  const from = said.get('from')
  const to = said.get('to')
  return from && to ? { before: `${from} →`, address: to, after: '', used: ['from', 'to'] } : null
}

function firstOf(said: Said, ...names: readonly string[]): readonly [name: string, text: string] | null {
  for (const name of names) {
    const text = said.get(name)
    if (text) return [name, text]
  }
  return null
}

function textOf(value: Json): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
