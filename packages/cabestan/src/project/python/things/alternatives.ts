import { type Machine, Raised } from '../machine/machine.ts'
import { concretes, join } from './join.ts'
import { type Concrete, made, type Thing } from './thing.ts'

/** The operation on every alternative; where some raise and others do not, it goes on with the others. */
export function eachOrRaise(machine: Machine, thing: Thing, operation: (one: Concrete) => Thing): Thing {
  const all = concretes(thing)
  const [only] = all
  if (only && all.length === 1) return made(operation(only), thing)
  const { reached } = machine
  if (reached === 'yes') machine.reached = 'perhaps'
  try {
    return made(join(surviving(all, operation)), thing)
  } finally {
    machine.reached = reached
  }
}

function surviving(all: readonly Concrete[], operation: (one: Concrete) => Thing): readonly Thing[] {
  const results: Thing[] = []
  let raised: Raised | null = null
  for (const one of all) {
    try {
      results.push(operation(one))
    } catch (error) {
      if (!(error instanceof Raised)) throw error
      raised = error
    }
  }
  if (raised && results.length === 0) throw raised
  return results
}
