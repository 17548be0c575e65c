/** What the site answers to the outside world, asked from this computer when a release is live. */
export interface Proof {
  /** The domain that was asked for; null for the address itself. */
  readonly domain: string | null
  /** The address as people would type it. */
  readonly url: string
  /** The address that was really connected to. */
  readonly address: string
  readonly status: number | null
  /** The answer of `/`, where most visitors arrive, if another page was asked; null where `/` was that page. */
  readonly front: number | null
  /** An error on the way to the server. */
  readonly problem: WayProblem | null
  /** Domains that do not lead here yet. */
  readonly astray: readonly Astray[]
}

interface Astray {
  readonly domain: string
  readonly problem: NameProblem
  /** Where it leads instead. */
  readonly found: readonly string[]
}

type NameProblem = 'dns-missing' | 'dns-elsewhere'
export type WayProblem = 'unreachable' | 'silent'
export type Problem = NameProblem | WayProblem
