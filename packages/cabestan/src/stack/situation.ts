import type { Facts } from '@cabestan/protocol/facts'
import type { Decided } from './needs.ts'
import type { Release } from './releases.ts'

/** Everything that the description of a server depends on. */
export interface Situation {
  readonly configuration: Decided
  readonly facts: Facts
  /** Keys of those who may log in, one a line. */
  readonly publicKeys: readonly string[]
  readonly release: Release
}
