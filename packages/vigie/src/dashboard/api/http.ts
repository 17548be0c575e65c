/** An answer that is no success. */
export class Refused extends Error {
  readonly status: number
  /** A word of the API's, translated by the pages. */
  readonly code: string
  readonly details: object

  constructor(status: number, code: string, details: object) {
    super(`${status} ${code}`)
    this.status = status
    this.code = code
    this.details = details
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

export const api = '/api/v1'
/** The session is over: told to the window, whoever asked. */
export const signedOut = 'vigie:signed-out'

export function read<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return call(path + search(query), { ...(signal ? { signal } : {}) })
}

export function send<Answer = null>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) {
  return call<Answer>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function call<Answer>(path: string, options: RequestInit): Promise<Answer> {
  const answer = await fetch(api + path, { ...options, credentials: 'same-origin' })
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  const body: unknown = isJson ? await answer.json() : null
  if (answer.ok) return body as Answer
  if (answer.status === 401 && !path.startsWith('/session')) dispatchEvent(new Event(signedOut))
  const code = isRecord(body) && typeof body['error'] === 'string' ? body['error'] : 'unknown'
  throw new Refused(answer.status, code, isRecord(body) ? body : {})
}

function search(query: Query): string {
  const wanted = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') wanted.set(name, String(value))
  }
  const text = wanted.toString()
  return text ? `?${text}` : ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
