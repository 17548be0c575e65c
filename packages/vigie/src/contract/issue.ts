import type { Event, Level } from './event.ts'

const issueStatuses = ['unresolved', 'resolved', 'muted'] as const
export type IssueStatus = (typeof issueStatuses)[number]

export interface IssueLine {
  readonly id: number
  readonly project: number
  /** The project's name in capitals and a number, as people write it: SHOP-12. */
  readonly shortId: string
  readonly title: string
  readonly value: string | null
  readonly culprit: string | null
  readonly level: Level
  readonly platform: string
  readonly logger: string | null
  readonly status: IssueStatus
  readonly isRegression: boolean
  readonly isHandled: boolean | null
  readonly assignee: number | null
  readonly events: number
  readonly users: number
  readonly firstSeen: number
  readonly lastSeen: number
  readonly firstRelease: string | null
  readonly lastRelease: string | null
  /** Events in equal parts of the requested period, oldest first. */
  readonly sparkline: readonly number[]
}

export const issueSorts = ['last-seen', 'first-seen', 'events', 'users'] as const
export type IssueSort = (typeof issueSorts)[number]

export interface IssueQuery {
  /** `is:unresolved release:1.4 environment:production browser:Firefox` and free words. */
  readonly query: string
  readonly project: number | null
  readonly sort: IssueSort
  /** How many hours to look back; null for everything. */
  readonly hours: number | null
  readonly cursor: string | null
  readonly limit: number
}

export interface IssuePage {
  readonly issues: readonly IssueLine[]
  readonly next: string | null
  /** Words of the query that were not understood, to be reported. */
  readonly unknown: readonly string[]
}

export interface IssueDetail extends IssueLine {
  readonly resolvedIn: string | null
  readonly tags: readonly TagShares[]
  readonly releases: readonly Share[]
  readonly environments: readonly Share[]
  /** How many groupings lead to this issue; more than one after a merge. */
  readonly hashes: readonly { readonly hash: string; readonly events: number; readonly title: string }[]
  /** Events whose details were dropped to stay within the disk budget. */
  readonly forgotten: number
  readonly byHour: readonly { readonly at: number; readonly events: number }[]
}

export interface TagShares {
  readonly key: string
  readonly values: readonly Share[]
  /** Events with this tag, including those whose values are not listed. */
  readonly events: number
}

/** The most frequent values of one tag; the others are counted together. */
export const mostShares = 10

export interface Share {
  readonly value: string
  readonly events: number
}

interface EventLine {
  readonly id: string
  readonly happenedAt: number
  readonly receivedAt: number
  readonly level: Level
  readonly title: string
  readonly release: string | null
  readonly environment: string | null
  readonly user: string | null
}

export interface EventPage {
  readonly events: readonly EventLine[]
  readonly next: string | null
}

export interface EventDetail {
  readonly event: Event
  readonly issue: number
  /** Ids of the neighbouring events in the issue. */
  readonly older: string | null
  readonly newer: string | null
  readonly feedback: readonly Feedback[]
}

export interface Feedback {
  readonly at: number
  readonly name: string | null
  readonly email: string | null
  readonly text: string
  readonly url: string | null
  readonly event: string | null
  /** The issue of the event, as long as that is kept. */
  readonly issue: number | null
}

export type IssueAction =
  | { readonly action: 'resolve'; readonly inNextRelease: boolean }
  | { readonly action: 'reopen' }
  /** Until so many more events came, or until a time; with neither it is permanent. */
  | { readonly action: 'mute'; readonly until: number | null; readonly events: number | null }
  | { readonly action: 'assign'; readonly account: number | null }
  /** Merged into the oldest of them. */
  | { readonly action: 'merge' }
  | { readonly action: 'split'; readonly hashes: readonly string[] }
  | { readonly action: 'delete' }
