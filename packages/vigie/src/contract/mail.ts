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
  /** The event by which it came. */
  readonly event: string
  /** When the event was digested. */
  readonly at: number
  /** How often sending it failed, and not before when it is tried again. */
  readonly attempts: number
  readonly nextAt: number
}

export type MailCause = 'new' | 'regression'

/** What has to be known of an outbox to send from it; the store answers. Reading only: `mail.sent` and `mail.failed` write. */
export interface Outbox {
  /** Those not yet sent and not given up, oldest first, whatever their time; accounts that want no mail any more left out. */
  waiting(limit: number): readonly MailIntent[]
  /** When mails were sent to this account since then: rows that went in one mail have the same time and count once. */
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
