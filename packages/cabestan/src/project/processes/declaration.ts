import type { Place } from '../answer.ts'

/** A command that the repository itself says it runs with. */
export interface Declared {
  /** The name in the file: `worker`; '' where it has none. */
  readonly name: string
  readonly line: string
  /** The schedule, for scheduled commands. */
  readonly when?: string
  /** The directory that its image is built from, where that is given. */
  readonly builtFrom?: string
  /** It listens on a port, so it is the site itself, or another one. */
  readonly isServing?: boolean
  /** It is restarted when it ends. */
  readonly isLasting?: boolean
  /** compose only starts it for people who name its profile. */
  readonly isOnDemand?: boolean
  /** In a script, the next line waits until it has ended. */
  readonly isPassing?: boolean
  readonly place: Place
}
