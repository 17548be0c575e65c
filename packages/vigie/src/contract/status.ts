import type { Category, ShedReason } from './taken.ts'

export interface Status {
  readonly version: string
  readonly startedAt: number
  /** Taken, not yet counted in an issue. */
  readonly backlog: number
  readonly residentBytes: number
  readonly diskBytes: number
  readonly diskBudgetBytes: number
  readonly events: number
  /** Of the last seven days. */
  readonly shed: readonly {
    readonly project: number
    readonly category: Category
    readonly reason: ShedReason
    readonly quantity: number
  }[]
  readonly mailsWaiting: number
  readonly lastMailError: string | null
  /** A damaged database that was set aside at a start, if any. */
  readonly setAside: string | null
}

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly security: 'none' | 'starttls' | 'tls'
  readonly username: string | null
  /** Written, never read back: whoever asks learns only whether there is one. */
  readonly hasPassword: boolean
  readonly from: string
}
