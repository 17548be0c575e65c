import * as z from 'zod'
import { Change } from './changes.ts'
import { Owner } from './descriptions.ts'
import { ServiceName } from './names.ts'
import { AppliedMigration, ReleaseRecord } from './releases.ts'
import { Step } from './steps.ts'

export const PlannedChange = z.strictObject({
  id: z.string(),
  step: Step,
  change: Change,
  /** The description is as it was at the last run, so somebody changed the server by hand. */
  drift: z.boolean(),
})
export type PlannedChange = z.infer<typeof PlannedChange>

/** A step of the last run's description that is not described any more and that no other application asks for. */
export const PlannedRemoval = z.strictObject({ id: z.string(), step: Step })
export type PlannedRemoval = z.infer<typeof PlannedRemoval>

/** A key that still opens the door although the description does not list it any more. */
export const KeptKey = z.strictObject({ key: z.string(), by: z.array(Owner) })
export type KeptKey = z.infer<typeof KeptKey>

/** A prediction: `apply` checks each step again before it changes anything. */
export const Plan = z.strictObject({
  changes: z.array(PlannedChange),
  removals: z.array(PlannedRemoval),
  /** Services that still have to read what an interrupted run left behind. */
  unsettled: z.array(ServiceName),
  /** The access guard of an interrupted run is still armed: the next run begins by restoring the former access. */
  guarded: z.boolean(),
  /** An older engine does not say. */
  keptKeys: z.array(KeptKey).optional(),
  /** The server's own record already holds exactly this description. */
  recorded: z.boolean(),
  /** How many steps were checked. */
  checked: z.number().int(),
  milliseconds: z.number(),
})
export type Plan = z.infer<typeof Plan>

/** The server is as described; at most its own record of that is not. */
export function isAsDescribed({ changes, removals, unsettled, guarded }: Plan): boolean {
  return changes.length + removals.length + unsettled.length === 0 && !guarded
}

/** A run would do nothing at all. */
export function isSettled(plan: Plan): boolean {
  return isAsDescribed(plan) && plan.recorded
}

/** What going back to a release would mean for the database. */
export const RollbackPlan = z.strictObject({
  from: ReleaseRecord.nullable(),
  to: ReleaseRecord,
  /** Migrations that were applied since, newest first. */
  migrations: z.array(AppliedMigration),
  snapshot: z.string().nullable(),
  /** Names of the site that would answer again, and names that would stop answering. An older engine does not say. */
  names: z.strictObject({ again: z.array(z.string()), gone: z.array(z.string()) }).optional(),
})
export type RollbackPlan = z.infer<typeof RollbackPlan>

export const RemovalScope = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('application'), owner: Owner, data: z.boolean() }),
  z.strictObject({ what: z.literal('cabestan') }),
])
export type RemovalScope = z.infer<typeof RemovalScope>

export const RemovalPlan = z.strictObject({
  /** Ids of steps, or paths, that are removed, and those that stay. */
  goes: z.array(z.string()),
  stays: z.array(z.string()),
})
export type RemovalPlan = z.infer<typeof RemovalPlan>
