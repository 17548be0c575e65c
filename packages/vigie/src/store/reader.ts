import type { Account, ApiToken, SignedInDevice } from '../contract/account.ts'
import type { SettingName } from '../contract/commands.ts'
import type {
  EventDetail,
  EventPage,
  Feedback,
  IssueDetail,
  IssuePage,
  IssueQuery,
  Share,
} from '../contract/issue.ts'
import type { Outbox } from '../contract/mail.ts'
import type { Monitor, Project, ReleaseHealth, ScrubRules } from '../contract/project.ts'
import type { Status } from '../contract/status.ts'

/** All reading, over a connection that cannot write. `now` and addresses are passed in. */
export interface Reader {
  /** The account that asks, for `assigned:me`. */
  issues(query: IssueQuery, now: number, me?: number): IssuePage
  /** Hours of the sparkline; null for everything. */
  issue(id: number, period: Period): IssueDetail | null
  /** The issue that this one was merged into, or itself. */
  survivor(id: number): number
  /** Latest first. */
  events(issue: number, page: PageOf): EventPage
  /** By its 32 digits, or the issue's latest or first event. */
  event(issue: number, which: string | 'latest' | 'oldest'): EventDetail | null
  /** The issue of an event, which is what a search for a 32-digit id finds. */
  issueOfEvent(event: string): number | null
  feedback(
    project: number | null,
    page: PageOf,
  ): { readonly feedback: readonly Feedback[]; readonly next: string | null }

  /** The address under which clients reach us is part of the DSN. */
  projects(address: string): readonly Project[]
  project(id: number, address: string): Project | null
  /** For ingest: the keys that clients use, and how they are treated. */
  gates(): readonly ProjectGate[]
  monitors(project: number | null): readonly Monitor[]
  releaseHealth(project: number, since: number): readonly ReleaseHealth[]
  /** Newest first. */
  releases(project: number): readonly Share[]
  environments(project: number | null): readonly Share[]

  accounts(): readonly Account[]
  account(id: number): Account | null
  accountByEmail(email: string): (Account & { readonly passwordHash: string }) | null
  /** Null where it is unknown or expired. */
  device(hash: string, now: number): Device | null
  devices(
    account: number,
    me: { readonly id: number | null; readonly now: number },
  ): readonly SignedInDevice[]
  token(hash: string): (ApiToken & { readonly account: Account }) | null
  tokens(account: number): readonly ApiToken[]
  isInvited(hash: string, now: number): boolean
  /** Until when none of these may sign in; null where all may. */
  lockedUntil(keys: readonly string[], now: number): number | null
  /** JSON, as it was set. */
  setting(name: SettingName): string | null

  status(now: number): StoredStatus
  readonly outbox: Outbox
  close(): void
}

export interface Period {
  readonly now: number
  readonly hours: number | null
}

export interface PageOf {
  readonly cursor: string | null
  readonly limit: number
}

export interface ProjectGate {
  readonly project: number
  readonly key: string
  readonly scrub: ScrubRules
  readonly eventsAMinute: number | null
}

export interface Device {
  readonly id: number
  readonly account: Account
  readonly createdAt: number
  readonly lastSeen: number
  readonly expiresAt: number
}

/** The other parts of the status are known to the process alone. */
export type StoredStatus = Omit<Status, 'version' | 'startedAt' | 'residentBytes'>
