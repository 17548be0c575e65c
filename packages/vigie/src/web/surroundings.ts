import type { Account } from '../contract/account.ts'
import type { Reader } from '../store/reader.ts'
import type { Writer } from '../writer/writer.ts'

/** What the API is built on. */
export interface WebSurroundings {
  readonly reader: Reader
  readonly writer: Pick<Writer, 'run' | 'onNotice'>
  readonly now: () => number
  /** As people type it, without a slash at the end: it is used in DSNs, mails and invitations. */
  readonly url: () => string
  readonly version: string
  readonly startedAt: number
  /** A proxy stands before us, and its word on who asks is trusted. */
  readonly isBehindProxy: boolean
  /** Null where the mail went out; otherwise why it did not. */
  readonly testMail: (to: Account) => Promise<string | null>
  /** Aborted when everything ends, so that listeners are disconnected. */
  readonly ending: AbortSignal
  /** Reports an unforeseen error. */
  readonly report: (error: unknown) => void
}

/** Who asks. */
export interface Asker {
  readonly account: Account
  /** The browser's session; null for a script with a token. */
  readonly device: number | null
  readonly mayWrite: boolean
}

export interface Environment {
  Variables: { asker: Asker | null }
  /** Missing in tests without a socket. */
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined } } }
}
