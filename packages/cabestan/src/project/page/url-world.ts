import type { Value } from '../python/values.ts'
import type { Project } from '../where/definition.ts'
import type { Route } from './route.ts'

export interface UrlWorld extends Project {
  /** The settings in production, for `if settings.DEBUG:`. */
  readonly values: ReadonlyMap<string, Value>
  /** A release builds a front end, which may bring templates. */
  readonly isBuilt?: boolean
}

/** Where in the tree of URLs a pattern is. */
export interface Base {
  readonly path: string
  readonly prefixed: Route['prefixed']
  /** The lists of patterns around it: one that includes itself has no further pages. */
  readonly within: readonly string[]
}
