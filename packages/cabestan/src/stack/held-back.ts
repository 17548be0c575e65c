import type { Reason } from '@cabestan/protocol/reasons'
import type { Step } from '@cabestan/protocol/steps'
import { head } from '../render/head.ts'

interface HeldBack {
  readonly unit: string
  readonly reason: Reason
  /** The service starts only once this file exists. */
  readonly until: string
  /** A comment for whoever reads the file. */
  readonly why: readonly string[]
}

/** Comes before the packages, because an installation starts its services with the configuration that it brings. */
export function heldBack({ unit, reason, until, why }: HeldBack): Step {
  const content = `${head(...why)}
[Unit]
ConditionPathExists=${until}
`
  return { kind: 'drop-in', reason, unit, name: 'cabestan', content }
}
