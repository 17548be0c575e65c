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
  /** Projects that have named as many of these as are told apart. Their events are kept all the same. */
  readonly full: readonly {
    readonly project: number
    readonly what: 'release' | 'environment'
    readonly most: number
  }[]
  /** Null where no mail server is given: none is sent. */
  readonly mailsWaiting: number | null
  readonly lastMailError: string | null
  /** A damaged database that was set aside at a start, if any. */
  readonly setAside: string | null
  /** How many events of it could not be read any more; null where not even that could be told. */
  readonly unreadable: number | null
  /** What was taken and could not be understood: it is kept aside, and holds up nothing. */
  readonly rejected: number
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
