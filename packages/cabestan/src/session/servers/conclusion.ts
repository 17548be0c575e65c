import { exitCodeOf } from '../../exit-code.ts'
import { exitCodes, type Invocation } from '../../invocation.ts'
import type { Outcome } from './outcome.ts'

/** Reports every failure and returns the exit code of a command that worked on several servers. */
export function conclude(outcomes: readonly Outcome<unknown>[], { report }: Invocation): number {
  const codes = outcomes.flatMap((outcome) => {
    if (outcome.ok) return []
    report.failure(outcome.server, outcome.failure)
    return [exitCodeOf(outcome.failure)]
  })
  return worst(codes)
}

/** The command counts as wrong use only if all of its failures do. */
export function worst(codes: readonly number[]): number {
  const bad = codes.filter((code) => code !== exitCodes.done)
  if (bad.length === 0) return exitCodes.done
  return bad.every((code) => code === exitCodes.wrongUse) ? exitCodes.wrongUse : exitCodes.failed
}
