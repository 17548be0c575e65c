export interface Project {
  readonly id: number
  /** Used in short ids, and in the address of its pages. */
  readonly slug: string
  readonly name: string
  readonly platform: string
  readonly dsn: string
  readonly createdAt: number
  readonly lastEventAt: number | null
  readonly unresolved: number
  /** Names of fields that are removed besides the usual ones. */
  readonly scrub: ScrubRules
  /** How many events a minute are taken; null for the server's own limit. */
  readonly eventsAMinute: number | null
}

/** The owner's own rules, in addition to those that always apply. */
export interface ScrubRules {
  /** Parts of field names in any case: `iban` also removes `customer_IBAN`. */
  readonly fields: readonly string[]
  /**
   * Regular expressions; text that they match is replaced. They are checked before they are accepted: see `scrub`.
   */
  readonly patterns: readonly string[]
  /** Field names that are kept although a usual rule would remove them. */
  readonly keep: readonly string[]
  /** Also removes addresses of visitors and cookies. */
  readonly addresses: boolean
}

export interface Monitor {
  readonly slug: string
  readonly project: number
  readonly environment: string
  readonly schedule: string | null
  readonly lastStatus: 'ok' | 'error' | 'in_progress' | null
  readonly lastAt: number | null
  readonly lastSeconds: number | null
}

/** Figures of a release in an environment; if nobody reports sessions, only its events are known. */
export interface ReleaseHealth {
  readonly release: string
  readonly environment: string
  /** In all environments. */
  readonly events: number
  readonly sessions: number
  readonly errored: number
  readonly crashed: number
  readonly abnormal: number
}
