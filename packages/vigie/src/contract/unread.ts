import type { ScrubRules } from './project.ts'
import type { Taken } from './taken.ts'

/**
 * An event as it came, decoded and nothing more. Whoever writes reads it first: not a byte of it is on the disk before
 * it is clean.
 */
export interface Unread extends Pick<Taken, 'project' | 'id' | 'receivedAt' | 'sentAt'> {
  readonly kind: 'event'
  /** JSON, or what its sender takes for JSON. */
  readonly payload: Uint8Array
  /** The server's rules and those of its project; a match of any of them is removed. */
  readonly rules: readonly ScrubRules[]
}

/** The other kinds that it may turn out to be. */
export type NoEvent = 'malformed' | 'transaction'
