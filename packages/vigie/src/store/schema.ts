import type { Generated, Selectable } from 'kysely'
import type { Level } from '../contract/event.ts'
import type { IssueStatus } from '../contract/issue.ts'
import type { MailCause } from '../contract/mail.ts'
import type { Monitor } from '../contract/project.ts'
import type { Category, ShedReason, TakenKind } from '../contract/taken.ts'

/** Every table as the newest migration leaves it. Times are in milliseconds, booleans 0 and 1, event ids 16 bytes. */
export interface Schema {
  project: ProjectTable
  project_key: { key: string; project: number; created_at: number }
  issue: IssueTable
  issue_hash: {
    id: Generated<number>
    project: number
    hash: string
    issue: number
    events: number
    title: string
  }
  /** Events by hour, and by day once they are old. */
  issue_hour: { issue: number; at: number; events: number }
  issue_tag: { issue: number; key: string; value: string; events: number }
  /** How many events have the tag, and how many of its values are listed. */
  issue_tag_key: { issue: number; key: string; events: number; listed: number }
  issue_user: { issue: number; user: string }
  event: EventTable
  /** Events that were dropped and are still known by their ids, so that they are not counted again. */
  dropped: { id: number; project: number; event: Uint8Array }
  /** Packed with the dictionary that it names, if any. */
  payload: { id: number; body: Uint8Array; dictionary: number | null }
  dictionary: DictionaryTable
  /** Dictionaries made of something that somebody deleted; payloads that name them are packed again. */
  leaving: { dictionary: number }
  /** Events that a split moved, and the issue in which their tags are still counted. */
  moving: { event: number; source: number }
  queue: QueueTable
  /** Issues that are gone while their rows are not yet: those are removed in small transactions. */
  doomed: { issue: number }
  /** Issues that somebody deleted, and when. */
  deleted: { issue: number; at: number }
  /** Issues that are part of another one now, and whether that one has all of it. */
  merged: { issue: number; survivor: number; is_whole: Generated<number> }
  rejected: { id: number; project: number; kind: TakenKind; at: number; error: string }
  release: ReleaseTable
  /** In which environments each release was seen. */
  release_environment: { project: number; version: string; environment: string }
  environment: { project: number; name: string; first_seen: number; last_seen: number; events: number }
  outbox: OutboxTable
  account: AccountTable
  device: DeviceTable
  token: TokenTable
  invitation: { hash: string; created_at: number; expires_at: number; created_by: number | null }
  lockout: { key: string; failures: number; last_at: number; locked_until: number | null }
  setting: { name: string; value: string }
  monitor: MonitorTable
  check_in: CheckInTable
  health: HealthTable
  /** Sessions that have not ended, and what was counted of them. */
  health_session: { project: number; session: string; at: number; errored: number }
  feedback: FeedbackTable
  outcome: { project: number; day: number; category: Category; reason: ShedReason; quantity: number }
}

export type IssueRow = Selectable<IssueTable>
export type QueueRow = QueueTable
export type EventRow = EventTable

interface ProjectTable {
  id: Generated<number>
  slug: string
  name: string
  platform: string
  created_at: number
  last_event_at: number | null
  next_issue: Generated<number>
  events: Generated<number>
  scrub: string
  events_a_minute: number | null
}

interface IssueTable {
  id: Generated<number>
  project: number
  number: number
  title: string
  value: string | null
  culprit: string | null
  /** Title, value and culprit in lower case: what the words of a search are looked for in. */
  words: string
  level: Level
  platform: string
  logger: string | null
  status: IssueStatus
  is_regression: number
  is_handled: number | null
  assignee: number | null
  events: number
  users: number
  first_seen: number
  last_seen: number
  first_release: string | null
  last_release: string | null
  resolved_at: number | null
  /** The newest release at the moment when it was resolved. */
  resolved_in: string | null
  resolved_next: number
  muted_until: number | null
  /** The number of events at which it is no longer muted. */
  muted_events: number | null
  /** Events whose details are kept, and how many were dropped to stay within the disk budget. */
  stored: number
  forgotten: number
}

interface EventTable {
  /** The number of its payload, which rises in the order in which they were taken. */
  id: number
  project: number
  event: Uint8Array
  issue: number
  hash: number
  happened_at: number
  received_at: number
  sent_at: number | null
  level: Level
  title: string
  release: string | null
  environment: string | null
  user: string | null
}

/** What many events of a project have in common, stored once: the beginning of the event whose number it has. */
interface DictionaryTable {
  id: number
  project: number
  platform: string
  /** Packed without a dictionary. */
  body: Uint8Array
  /** The event's 32-digit id, kept once the event itself is gone. */
  issue: number | null
}

interface QueueTable {
  id: number
  project: number
  kind: TakenKind
  event: Uint8Array
  received_at: number
  sent_at: number | null
}

interface ReleaseTable {
  project: number
  version: string
  first_seen: number
  last_seen: number
  events: number
}

interface OutboxTable {
  id: Generated<number>
  account: number
  project: number
  issue: number
  cause: MailCause
  event: string
  at: number
  attempts: Generated<number>
  /** Null once it was given up. */
  next_at: number | null
  sent_at: number | null
  error: string | null
}

interface AccountTable {
  id: Generated<number>
  email: string
  name: string
  language: 'en' | 'fr'
  created_at: number
  wants_mail: Generated<number>
  password_hash: string
}

interface DeviceTable {
  id: Generated<number>
  hash: string
  account: number
  created_at: number
  last_seen: number
  expires_at: number
  address: string
  agent: string
}

interface TokenTable {
  id: Generated<number>
  hash: string
  start: string
  name: string
  account: number
  may_write: number
  created_at: number
  last_used: number | null
}

interface MonitorTable {
  id: Generated<number>
  project: number
  slug: string
  environment: string
  schedule: string | null
  last_status: Monitor['lastStatus']
  last_at: number | null
  last_seconds: number | null
}

interface CheckInTable {
  id: Generated<number>
  monitor: number
  check_in: string
  status: string
  at: number
  seconds: number | null
}

interface HealthTable {
  project: number
  release: string
  environment: string
  at: number
  sessions: number
  errored: number
  crashed: number
  abnormal: number
}

interface FeedbackTable {
  id: Generated<number>
  project: number
  event: Uint8Array | null
  at: number
  name: string | null
  email: string | null
  text: string
  url: string | null
}
