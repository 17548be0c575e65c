import type { Facts } from '@cabestan/protocol/facts'
import type { Configuration } from '../config/configuration.ts'
import type { Release } from './releases.ts'

/** All that the description of a server depends on. */
export interface Situation {
  readonly configuration: Configuration
  readonly facts: Facts
  /** Of those who may log in, one line each. */
  readonly publicKeys: readonly string[]
  readonly release: Release
}
