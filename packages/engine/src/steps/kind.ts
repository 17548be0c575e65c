import type { Change } from '@cabestan/protocol/changes'
import type { CabestanError } from '@cabestan/protocol/failures'
import type { StepKindName, StepOf } from '@cabestan/protocol/steps'
import type { Readings } from '../facts/readings.ts'
import type { Host } from '../host/host.ts'
import type { Services } from '../services/services.ts'

/** What a check may use: it can read and cannot change anything. */
export interface CheckContext {
  readonly host: Host
  /** Readings that are remembered until the next change. */
  readonly readings: Readings
}

export interface ApplyContext extends CheckContext {
  /** Files that a service reads are changed through this: kept, checked, and restored when bad. */
  readonly services: Services
  /** Reports a line for the live view and the journal; it must never hold a secret. */
  readonly output: (line: string) => void
  readonly waiting: (what: 'package-lock', holder: string) => void
}

/** How one kind of step is checked, applied and removed. There is one per kind, listed in registry.ts. */
export interface StepKind<K extends StepKindName> {
  /** What differs, or null. It must also work when what the step needs (a server, a user) does not exist yet. */
  check(step: StepOf<K>, context: CheckContext): Promise<Change | null>
  /** Makes the server so. The loop checks afterwards that `check` finds nothing more. */
  apply(step: StepOf<K>, change: Change, context: ApplyContext): Promise<void>
  /** Explains why the step still differs after it was applied, where more can be told than what differs. */
  whyNot?(step: StepOf<K>, context: CheckContext): Promise<CabestanError | null>
  /** Removes it when nobody asks for it any more. Steps of a kind without this stay on the server. */
  remove?(step: StepOf<K>, context: ApplyContext): Promise<void>
  /** It takes long and touches nothing that another kind reads or changes, so the steps behind it need not wait. */
  readonly isApart?: true
  /** It shuts out people who fail to log in, so it begins only after the owner has proved that they get in. */
  readonly awaitsProof?: true
  /** What of such a step shuts nobody out yet, and may be done in the meantime. What fails of it, `apply` does again. */
  beforeProof?(step: StepOf<K>, context: ApplyContext): Promise<void>
  /** It holds what people made, so it is only removed where that was asked for by name. */
  readonly holdsData?: true
  /**
   * A mistake in it could lock the owner out: the paths that the guard must be able to put back, and the
   * services that read them.
   */
  guards?(step: StepOf<K>): { paths: string[] }
}

export type StepKinds = { readonly [K in StepKindName]: StepKind<K> }
