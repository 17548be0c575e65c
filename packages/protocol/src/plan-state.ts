import type { Plan } from './plans.ts'

/** Nothing to change, to take away, to finish or to write down: a deploy has nothing to start for. */
export function isSettled(plan: Plan): boolean {
  return plan.recorded && !changesServer(plan)
}

/** What `plan --exit-code` answers 3 for. */
export function changesServer(plan: Plan): boolean {
  return plan.changes.length + plan.removals.length + plan.unsettled.length > 0 || plan.guarded
}
