import type { ScrubRules } from './project.ts'
import type { Taken } from './taken.ts'

/**
 * An event as it came, decoded and nothing more. Whoever writes reads it first: not a byte of it is on the disk before
 * it is clean.
 */
export interface Unread extends Pick<Taken, 'project' | 'id' | 'receivedAt' | 'sentAt'> {
  readonly kind: 'event'
  /** JSON, or what its sender takes for it. */
  readonly payload: Uint8Array
  /** The server's and its project's: what any of them takes out goes. */
  readonly rules: readonly ScrubRules[]
}

/** What it may turn out to be instead. */
export type NoEvent = 'malformed' | 'transaction'
