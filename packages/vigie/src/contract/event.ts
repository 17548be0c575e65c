import type { Json } from './json.ts'

export const levels = ['fatal', 'error', 'warning', 'info', 'debug'] as const
export type Level = (typeof levels)[number]

/** An event as it is shown: one shape for every SDK of any age. All of its text comes from strangers. */
export interface Event {
  readonly id: string
  /** When it happened, by the client's clock and corrected for that clock's drift. */
  readonly happenedAt: number
  readonly receivedAt: number
  readonly level: Level
  readonly platform: string
  readonly logger: string | null
  readonly message: string | null
  readonly transaction: string | null
  readonly release: string | null
  readonly dist: string | null
  readonly environment: string | null
  readonly serverName: string | null
  /** In reading order: the exception that was raised last, then what caused it. */
  readonly exceptions: readonly ExceptionValue[]
  readonly threads: readonly Thread[]
  /** Oldest first. */
  readonly breadcrumbs: readonly Breadcrumb[]
  readonly request: Request | null
  readonly user: User | null
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly contexts: readonly Named[]
  readonly extra: readonly Named[]
  readonly modules: readonly (readonly [name: string, version: string])[]
  readonly sdk: { readonly name: string; readonly version: string } | null
  readonly fingerprint: readonly string[] | null
  /** A report of a browser: Content-Security-Policy and similar ones. */
  readonly security: SecurityReport | null
  readonly remarks: readonly Remark[]
}

/** What is shown differently from what was sent. The pages have the words for it. */
export interface Remark {
  readonly remark: RemarkKind
  /** In the protocol's words: `exception.value`. This is text from strangers, too. */
  readonly field: string
}

export type RemarkKind =
  /** Its type is not allowed in that place. */
  | 'unreadable'
  /** Too long or too many: the rest is not shown. */
  | 'shortened'
  /** An impossible time: the event is shown at the time when it was received. */
  | 'time'
  /** The client's clock was wrong by an hour or more, so all times are corrected. */
  | 'clock'
  /** The client itself had removed or shortened something. */
  | 'client'

export interface ExceptionValue {
  readonly type: string | null
  readonly value: string | null
  readonly module: string | null
  readonly threadId: string | null
  readonly mechanism: Mechanism | null
  /** Innermost first: where it happened, then who called it. */
  readonly frames: readonly Frame[]
}

export interface Mechanism {
  readonly type: string
  readonly isHandled: boolean | null
  /** Made up by the SDK to carry a stack: its type and value say nothing. */
  readonly isSynthetic: boolean
  /** In chains and groups: whose child this is. */
  readonly id: number | null
  readonly parentId: number | null
  readonly isGroup: boolean
  readonly source: string | null
  readonly description: string | null
  /** Identifies the error in whatever language its words are: Apple’s domain and code. */
  readonly code: string | null
  readonly data: readonly Named[]
}

export interface Frame {
  readonly file: string | null
  readonly absolutePath: string | null
  readonly module: string | null
  readonly function: string | null
  readonly package: string | null
  readonly line: number | null
  readonly column: number | null
  readonly isInApp: boolean
  readonly before: readonly string[]
  readonly source: string | null
  readonly after: readonly string[]
  readonly locals: readonly Named[]
  readonly address: string | null
}

export interface Thread {
  readonly id: string | null
  readonly name: string | null
  readonly isCrashed: boolean
  readonly isCurrent: boolean
  readonly state: string | null
  readonly frames: readonly Frame[]
}

export interface Breadcrumb {
  readonly at: number | null
  readonly type: string | null
  readonly category: string | null
  readonly level: Level | null
  readonly message: string | null
  readonly data: readonly Named[]
}

export interface Request {
  readonly url: string | null
  readonly method: string | null
  readonly query: readonly (readonly [string, string])[]
  readonly headers: readonly (readonly [string, string])[]
  readonly cookies: readonly (readonly [string, string])[]
  readonly environment: readonly Named[]
  readonly body: Json
}

export interface User {
  readonly id: string | null
  readonly email: string | null
  readonly username: string | null
  readonly name: string | null
  readonly address: string | null
  readonly data: readonly Named[]
}

export interface SecurityReport {
  readonly kind: 'csp' | 'expect-ct' | 'expect-staple' | 'hpkp' | 'nel' | 'other'
  readonly fields: readonly Named[]
}

export interface Named {
  readonly name: string
  readonly value: Json
}
