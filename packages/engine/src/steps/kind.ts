import type { Change } from '@cabestan/protocol/changes'
import type { CabestanError } from '@cabestan/protocol/failures'
import type { StepKindName, StepOf } from '@cabestan/protocol/steps'
import type { Readings } from '../facts/readings.ts'
import type { Host } from '../host/host.ts'
import type { Services } from '../services/services.ts'

/** What a check may use: it reads, and changes nothing. */
export interface CheckContext {
  readonly host: Host
  /** Memoised until the next change. */
  readonly readings: Readings
}

export interface ApplyContext extends CheckContext {
  /** Files that a service reads are changed through here: kept, judged, put back when they are bad. */
  readonly services: Services
  /** A line for the live view and the journal; never a secret. */
  readonly output: (line: string) => void
  readonly waiting: (what: 'package-lock', holder: string) => void
}

/** How one kind of step is read, made and taken away. One per kind, registered in registry.ts. */
export interface StepKind<K extends StepKindName> {
  /** What differs, or null. Also when what the step needs (a server, a user) is not there yet. */
  check(step: StepOf<K>, context: CheckContext): Promise<Change | null>
  /** Makes it so. The loop verifies afterwards that `check` finds nothing more. */
  apply(step: StepOf<K>, change: Change, context: ApplyContext): Promise<void>
  /** Why it is not as described although it was made so, where more can be told than what differs. */
  whyNot?(step: StepOf<K>, context: CheckContext): Promise<CabestanError | null>
  /** Takes it away when nobody asks for it any more. A kind without it stays on the server. */
  remove?(step: StepOf<K>, context: ApplyContext): Promise<void>
  /** Takes its time, and touches nothing that another kind reads or changes: the steps behind it need not wait for it. */
  readonly isApart?: true
  /** It shuts out who fails to log in, and so is not begun before the owner has proved that they get in. */
  readonly awaitsProof?: true
  /** It holds what people made: taken away only where that was asked for by name. */
  readonly holdsData?: true
  /**
   * A mistake in it could lock the owner out: the paths that the guard must be able to put back, and the
   * services that read them.
   */
  guards?(step: StepOf<K>): { paths: string[] }
}

export type StepKinds = { readonly [K in StepKindName]: StepKind<K> }
