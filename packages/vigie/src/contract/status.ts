import type { Category, ShedReason } from './taken.ts'

export interface Status {
  readonly version: string
  readonly startedAt: number
  /** Taken, and not yet counted in an issue. */
  readonly backlog: number
  readonly residentBytes: number
  readonly diskBytes: number
  readonly diskBudgetBytes: number
  readonly events: number
  /** In the last seven days. */
  readonly shed: readonly {
    readonly project: number
    readonly category: Category
    readonly reason: ShedReason
    readonly quantity: number
  }[]
  /** Projects that have used up the number of these that are told apart. Their events are kept all the same. */
  readonly full: readonly {
    readonly project: number
    readonly what: 'release' | 'environment'
    readonly most: number
  }[]
  /** Null where no mail server is configured, so that nothing is sent. */
  readonly mailsWaiting: number | null
  readonly lastMailError: string | null
  /** A damaged database that was set aside at a start, if there was one. */
  readonly setAside: string | null
  /** How many of its events could not be read any more; null where not even that is known. */
  readonly unreadable: number | null
  /** What was taken and could not be understood. It is set aside so that it delays nothing. */
  readonly rejected: number
}

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly security: 'none' | 'starttls' | 'tls'
  readonly username: string | null
  /** Written and never read back: the API only tells whether there is one. */
  readonly hasPassword: boolean
  readonly from: string
}
