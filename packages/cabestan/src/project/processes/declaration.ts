import type { Place } from '../answer.ts'

/** A command that the repository itself says it runs with. */
export interface Declared {
  /** As the file calls it: `worker`; '' where it has no name. */
  readonly name: string
  readonly line: string
  /** For what is run by the clock. */
  readonly when?: string
  /** The directory that its image is built from, where that is said. */
  readonly builtFrom?: string
  /** It answers on a port of its own: it is the site, or another one. */
  readonly isServing?: boolean
  /** It is started anew where it ends. */
  readonly isLasting?: boolean
  /** compose starts it only for who names its profile. */
  readonly isOnDemand?: boolean
  /** In a script whose next line waits until it has ended. */
  readonly isPassing?: boolean
  readonly place: Place
}
