/** What an act on an issue has to know of it. */
export interface KnownIssue {
  readonly id: number
  readonly project: number
  readonly first_seen: number
}
