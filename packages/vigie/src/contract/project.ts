export interface Project {
  readonly id: number
  /** In short ids, and in the address of its pages. */
  readonly slug: string
  readonly name: string
  readonly platform: string
  readonly dsn: string
  readonly createdAt: number
  readonly lastEventAt: number | null
  readonly unresolved: number
  /** Names of fields that are taken out besides the usual ones. */
  readonly scrub: ScrubRules
  /** Events a minute that are taken; null is the server's own bound. */
  readonly eventsAMinute: number | null
}

/** The owner's own rules, besides those that always hold. */
export interface ScrubRules {
  /** Parts of field names, whatever their case: `iban` takes out `customer_IBAN` too. */
  readonly fields: readonly string[]
  /** Regular expressions over text; what they match is replaced. Judged before they are taken: see `scrub`. */
  readonly patterns: readonly string[]
  /** Field names that are kept although a usual rule would take them out. */
  readonly keep: readonly string[]
  /** Addresses of visitors, and cookies, go too. */
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

/** Of a release in an environment; where nobody reports sessions only its events are known. */
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
