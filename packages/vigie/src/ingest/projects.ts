import type { CompiledRules } from './scrub/rules.ts'

export interface KnownProject {
  readonly id: number
  readonly rules: CompiledRules
  readonly eventsAMinute: number | null
}

/** What ingest must know about projects, in memory, so that no request waits for a query. */
export interface Projects {
  /** Found by a public key, together with the number in the address if there is one; they have to belong together. */
  find(publicKey: string, project: number | null): KnownProject | null
}
