import { type ApiWords, en } from '../words/api/en.ts'
import { fr } from '../words/api/fr.ts'

export type RefusalCode = keyof ApiWords

export const statuses = {
  unauthorized: 401,
  credentials: 401,
  locked: 429,
  invitation: 403,
  email: 409,
  password: 403,
  slug: 409,
  pattern: 400,
  origin: 403,
  host: 421,
  'read-only': 403,
  'not-found': 404,
  invalid: 400,
  'last-account': 409,
  'too-large': 413,
  overloaded: 503,
  'disk-full': 503,
  'disk-read-only': 503,
  'disk-fails': 503,
  damaged: 503,
  internal: 500,
} as const satisfies Readonly<Record<RefusalCode, number>>

export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** The shape of every answer that reports a failure. Programs read `error`, people the rest. */
export interface RefusalBody {
  readonly error: RefusalCode
  readonly message: string
  readonly hint: string
  readonly [detail: string]: unknown
}

export function bodyOf({ code, details }: ApiRefusal, language: 'en' | 'fr'): RefusalBody {
  const words = language === 'fr' ? fr : en
  return { error: code, ...words[code], ...details }
}
