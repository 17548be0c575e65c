import type { Level } from '../contract/event.ts'
import type { IssueStatus } from '../contract/issue.ts'
import type { MailCause } from '../contract/mail.ts'

export interface IssueChange {
  /** Null for one more event of a known issue. */
  readonly cause: MailCause | null
  /** The level of the event. */
  readonly level: Level
  /** The state of the issue after the event. */
  readonly status: IssueStatus
}

/** Mails every issue that is new or came back, from the level error on; what only informs is kept without a mail. */
export function deservesMail({ cause, level, status }: IssueChange): boolean {
  return cause !== null && status !== 'muted' && (level === 'error' || level === 'fatal')
}
