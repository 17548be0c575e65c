import type { CompiledRules } from './scrub/rules.ts'

export interface KnownProject {
  readonly id: number
  readonly rules: CompiledRules
  readonly eventsAMinute: number | null
}

/** What ingest has to know of projects, at hand: a request waits for no query. */
export interface Projects {
  /** By a public key, and the number in the address where there is one; both have to belong together. */
  find(publicKey: string, project: number | null): KnownProject | null
}
