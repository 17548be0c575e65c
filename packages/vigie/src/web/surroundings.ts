import type { Account } from '../contract/account.ts'
import type { Reader } from '../store/reader.ts'
import type { Writer } from '../writer/writer.ts'

/** What the API stands on. */
export interface WebSurroundings {
  readonly reader: Reader
  readonly writer: Pick<Writer, 'run' | 'onNotice'>
  readonly now: () => number
  /** As people type it, without a slash at the end: it stands in DSNs, mails and invitations. */
  readonly url: () => string
  readonly version: string
  readonly startedAt: number
  /** A proxy stands before us, and its word for who asks is taken. */
  readonly isBehindProxy: boolean
  /** Null where the mail went out, else why it did not. */
  readonly testMail: (to: Account) => Promise<string | null>
  /** Aborted when all of it ends: whoever listens is told goodbye. */
  readonly ending: AbortSignal
  /** What went wrong and nobody foresaw. */
  readonly report: (error: unknown) => void
}

/** Whoever asks. */
export interface Asker {
  readonly account: Account
  /** Of the browser; null of a script with a token. */
  readonly device: number | null
  readonly mayWrite: boolean
}

export interface Environment {
  Variables: { asker: Asker | null }
  /** Missing in tests without a socket. */
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined } } }
}
