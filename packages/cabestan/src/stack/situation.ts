import type { Facts } from '@cabestan/protocol/facts'
import type { Decided } from './needs.ts'
import type { Release } from './releases.ts'

/** All that the description of a server depends on. */
export interface Situation {
  readonly configuration: Decided
  readonly facts: Facts
  /** Of those who may log in, one line each. */
  readonly publicKeys: readonly string[]
  readonly release: Release
}
