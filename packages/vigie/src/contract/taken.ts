import type { Digested } from './digested.ts'

/**
 * What a client sent, decoded and scrubbed: the queue holds it before it is acknowledged, and it is kept as it is.
 * What pages show is read from it anew, so that a better reading also serves what came before it.
 */
export interface Taken {
  readonly project: number
  readonly kind: TakenKind
  /** 32 hexadecimal digits, made up where the client gave none. Unique among a project's events: the first wins. */
  readonly id: string
  /** Milliseconds since 1970, by our clock. */
  readonly receivedAt: number
  /** By the client's clock, when it sent this. */
  readonly sentAt: number | null
  /** JSON in UTF-8, nothing in it that `scrub` takes out. */
  readonly body: Uint8Array
  /** What an event's body says, where whoever took it had it before their eyes. It is read from the body elsewise. */
  readonly digested?: Digested
}

export type TakenKind = 'event' | 'check-in' | 'sessions' | 'client-report' | 'feedback'

/** What was answered and not kept: what Vigie has no room for, what came too fast, what clients dropped themselves. */
export interface Uncounted {
  readonly project: number
  readonly category: Category
  readonly reason: ShedReason
  readonly quantity: number
}

/** The data categories of the protocol: rate limits and client reports name them. */
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
  /** Of a kind that is counted, not kept. */
  | 'not-kept'
  | 'rate-limited'
  | 'overloaded'
  | 'too-large'
  | 'malformed'
  /** The client's own account of what it never sent. */
  | 'client'
  /** Kept once, gone for the disk budget. */
  | 'retention'
