/** What must be known of an issue in order to act on it. */
export interface KnownIssue {
  readonly id: number
  readonly project: number
  readonly first_seen: number
}
