import type { Reason } from '@cabestan/protocol/reasons'
import type { Step } from '@cabestan/protocol/steps'
import { head } from '../render/head.ts'

interface HeldBack {
  readonly unit: string
  readonly reason: Reason
  /** The service starts once this is there. */
  readonly until: string
  /** For whoever reads the file. */
  readonly why: readonly string[]
}

/** Comes before the packages: an installation starts what it brings, with the configuration that it brings. */
export function heldBack({ unit, reason, until, why }: HeldBack): Step {
  const content = `${head(...why)}
[Unit]
ConditionPathExists=${until}
`
  return { kind: 'drop-in', reason, unit, name: 'cabestan', content }
}
