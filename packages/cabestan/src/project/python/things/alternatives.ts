import { type Machine, Raised } from '../machine/machine.ts'
import { concretes, join, pairs } from './join.ts'
import { type Concrete, made, type Thing, unknown } from './thing.ts'

/** Applies the operation to every alternative. If some raise and others do not, it continues with the others. */
export function eachOrRaise(machine: Machine, thing: Thing, operation: (one: Concrete) => Thing): Thing {
  const runs = concretes(thing).map((one) => () => operation(one))
  return made(goneOn(machine, runs), thing)
}

/** The same for two things, with every combination of their alternatives. */
export function eachPairOrRaise(
  machine: Machine,
  [left, right]: readonly [Thing, Thing],
  operation: (a: Concrete, b: Concrete) => Thing,
): Thing {
  const runs = pairs(left, right)?.map(
    ([a, b]) =>
      () =>
        operation(a, b),
  )
  return made(runs ? goneOn(machine, runs) : unknown('too many alternatives'), left, right)
}

/** What only one of several does is merely possible. */
function goneOn(machine: Machine, runs: readonly (() => Thing)[]): Thing {
  const [only] = runs
  if (only && runs.length === 1) return only()
  const { reached } = machine
  if (reached === 'yes') machine.reached = 'perhaps'
  try {
    return join(surviving(runs))
  } finally {
    machine.reached = reached
  }
}

function surviving(runs: readonly (() => Thing)[]): readonly Thing[] {
  const results: Thing[] = []
  let raised: Raised | null = null
  for (const run of runs) {
    try {
      results.push(run())
    } catch (error) {
      if (!(error instanceof Raised)) throw error
      raised = error
    }
  }
  if (raised && results.length === 0) throw raised
  return results
}
