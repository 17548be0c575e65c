/** As it was when somebody called it resolved. */
export interface Resolution {
  readonly at: number
  readonly inNextRelease: boolean
  /** When the newest release of that day was first seen; null where none was known. */
  readonly newestSeenAt: number | null
}

export interface Return {
  readonly happenedAt: number
  readonly release: string | null
  /** When its release was first seen; null where there is none. */
  readonly releaseSeenAt: number | null
}

/** An error that still comes out of an old release is not back: it never was resolved there. */
export function isRegression(resolution: Resolution, event: Return): boolean {
  if (event.happenedAt <= resolution.at) return false
  if (resolution.inNextRelease) return event.releaseSeenAt !== null && event.releaseSeenAt > resolution.at
  if (event.releaseSeenAt === null || resolution.newestSeenAt === null) return true
  return event.releaseSeenAt >= resolution.newestSeenAt
}
