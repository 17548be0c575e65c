import type { Digested } from './digested.ts'

/**
 * What a client sent, decoded and scrubbed: the queue holds it before it is acknowledged, and it is kept as it is.
 * What pages show is read from it anew, so that a better reading also serves what came before it.
 */
export interface Taken {
  readonly project: number
  readonly kind: TakenKind
  /**
   * 32 hexadecimal digits, made up if the client sent none. Unique within a project: the first event with an id wins.
   */
  readonly id: string
  /** Milliseconds since 1970, by our clock. */
  readonly receivedAt: number
  /** When the client sent this, by its own clock. */
  readonly sentAt: number | null
  /** JSON in UTF-8, from which `scrub` has removed everything that it removes. */
  readonly body: Uint8Array
  /** Parts of the body that whoever took it had parsed already. Where missing, they are read from the body. */
  readonly digested?: Digested
}

export type TakenKind = 'event' | 'check-in' | 'sessions' | 'client-report' | 'feedback'

/** What was answered and not kept: no room for it, too many at once, or dropped by the client itself. */
export interface Uncounted {
  readonly project: number
  readonly category: Category
  readonly reason: ShedReason
  readonly quantity: number
}

/** The data categories of the protocol, as rate limits and client reports name them. */
export type Category =
  | 'error'
  | 'default'
  | 'transaction'
  | 'span'
  | 'profile'
  | 'replay'
  | 'attachment'
  | 'session'
  | 'monitor'
  | 'feedback'
  | 'log_item'
  | 'trace_metric'
  | 'security'
  | 'internal'
  | 'unknown'

export type ShedReason =
  /** Of a kind that is counted and not kept. */
  | 'not-kept'
  | 'rate-limited'
  | 'overloaded'
  | 'too-large'
  | 'malformed'
  /** The client's own report of what it never sent. */
  | 'client'
  /** It was kept, and dropped later to stay within the disk budget. */
  | 'retention'
