import type { Level } from '../contract/event.ts'
import type { IssueStatus } from '../contract/issue.ts'
import type { MailCause } from '../contract/mail.ts'

export interface IssueChange {
  /** Null of one more event of an issue that is known. */
  readonly cause: MailCause | null
  /** Of the event. */
  readonly level: Level
  /** Of the issue, after the event. */
  readonly status: IssueStatus
}

/** Of every new issue and every one that came back, from the level error on: what only informs is kept, not mailed. */
export function deservesMail({ cause, level, status }: IssueChange): boolean {
  return cause !== null && status !== 'muted' && (level === 'error' || level === 'fatal')
}
