import * as z from 'zod'
import { ApplicationState } from './applications.ts'
import { Deed } from './deeds.ts'
import { Owner } from './descriptions.ts'
import { Facts, ServiceState } from './facts.ts'
import { Failure } from './failures.ts'
import { PlannedChange } from './plans.ts'
import { RunSummary } from './runs.ts'

export const Status = z.strictObject({
  facts: Facts,
  services: z.array(ServiceState),
  owners: z.array(Owner),
  applications: z.array(z.strictObject({ owner: Owner, state: ApplicationState })),
  drift: z.array(PlannedChange),
  /** Steps that could not be checked, and why. */
  unjudged: z.array(Failure),
  runs: z.array(RunSummary),
  /** An older engine does not say. */
  deeds: z.array(Deed).optional(),
})
export type Status = z.infer<typeof Status>
