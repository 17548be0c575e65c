import type { Facts } from '@cabestan/protocol/facts'
import type { Reading } from '../project/reading.ts'
import type { OverlayView } from '../render/settings/view.ts'
import type { Decided } from './needs.ts'

/** What a release is described from. */
export interface ReleaseQuestion {
  readonly configuration: Decided
  readonly facts: Facts
  readonly reading: Reading
  readonly overlay: OverlayView
  /** Addresses by which visitors reach the server, where there is no domain. */
  readonly addresses: readonly string[]
  /** The numbers that `scale` was told on the server. */
  readonly scale: Readonly<Record<string, number>>
}
