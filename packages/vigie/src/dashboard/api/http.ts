import type { ExtractSchema } from 'hono/types'
import type { Api } from '../../web/app.ts'

/** An answer that reports a failure. */
export class Refused extends Error {
  readonly status: number
  /** A code of the API, which the pages translate. */
  readonly code: string
  readonly details: object

  constructor(status: number, code: string, details: object) {
    super(`${status} ${code}`)
    this.status = status
    this.code = code
    this.details = details
  }
}

export const api = '/api/v1'
/** The session is over. The window is told, whichever part of the page asked. */
export const signedOut = 'vigie:signed-out'

/** The types come from the server’s own routes: a call that does not match them does not compile. */
type Routes = ExtractSchema<Api>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Key<M extends Method> = `$${Lowercase<M>}`
type PathOf<M extends Method> = keyof { [P in keyof Routes as Key<M> extends keyof Routes[P] ? P : never]: P }
type Endpoint<M extends Method, P> = P extends keyof Routes
  ? Key<M> extends keyof Routes[P]
    ? Routes[P][Key<M>]
    : never
  : never

export type AnswerOf<M extends Method, P extends PathOf<M>> =
  Endpoint<M, P> extends { output: infer Answer } ? Answer : never
export type BodyOf<M extends Method, P extends PathOf<M>> =
  Endpoint<M, P> extends { input: { json: infer Body } } ? Body : never

type Question<M extends Method, P> = { readonly signal?: AbortSignal | undefined } & (Endpoint<M, P> extends {
  input: infer Input
}
  ? { readonly [Part in keyof Input]: Part extends 'param' ? Values<keyof Input[Part]> : Input[Part] }
  : never)
type Values<Name extends PropertyKey> = Readonly<Record<Name, string | number>>

interface Parts {
  readonly param?: Values<string>
  readonly query?: Readonly<Record<string, unknown>>
  readonly json?: unknown
  readonly signal?: AbortSignal
}

export async function ask<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[question]: object extends Question<M, P> ? [Question<M, P>?] : [Question<M, P>]
): Promise<AnswerOf<M, P>> {
  const { param = {}, query = {}, json, signal = null } = (question ?? {}) as Parts
  const place = String(path).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(param[name] ?? ''))
  const answer = await fetch(api + place + search(query), {
    ...{ method, signal, credentials: 'same-origin' },
    ...(method !== 'GET' && { headers: { 'content-type': 'application/json' } }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  const body: unknown = isJson ? await answer.json() : null
  if (answer.ok) return body as AnswerOf<M, P>
  if (answer.status === 401 && path !== '/session') dispatchEvent(new Event(signedOut))
  const code = isRecord(body) && typeof body['error'] === 'string' ? body['error'] : 'unknown'
  throw new Refused(answer.status, code, isRecord(body) ? body : {})
}

function search(query: Readonly<Record<string, unknown>>): string {
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
