/**
 * An account is to be told of an issue. The writer puts one row for each account that wants mail into `outbox`, in the
 * very transaction that makes the issue new or brings it back, where `deservesMail` of the room alert says so. Which of
 * them share a mail is decided when it is sent.
 */
export interface MailIntent {
  readonly id: number
  readonly account: number
  readonly project: number
  readonly issue: number
  readonly cause: MailCause
  /** The event that caused it. */
  readonly event: string
  /** When the event was digested. */
  readonly at: number
  /** How often sending it failed, and the earliest time of the next try. */
  readonly attempts: number
  readonly nextAt: number
}

export type MailCause = 'new' | 'regression'

/**
 * What must be known of an outbox in order to send from it, answered by the store. It only reads: `mail.sent` and
 * `mail.failed` write.
 */
export interface Outbox {
  /**
   * Mails that are neither sent nor given up, oldest first, whether due or not, without those to accounts that want
   * none any more.
   */
  waiting(limit: number): readonly MailIntent[]
  /**
   * When mails were sent to this account since then: rows that went out in one mail have the same time and count
   * once.
   */
  sentSince(account: number, at: number): readonly number[]
}

/** Why a mail did not go out, as far as somebody can do something about it. */
export type MailTrouble =
  | 'not-set'
  | 'host'
  | 'refused'
  | 'timeout'
  | 'certificate'
  | 'tls'
  | 'login'
  | 'sender'
  | 'recipient'
  | 'message'
  | 'dropped'
  | 'other'
