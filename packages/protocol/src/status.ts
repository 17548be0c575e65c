import * as z from 'zod'
import { ApplicationState } from './applications.ts'
import { Owner } from './descriptions.ts'
import { Facts, ServiceState } from './facts.ts'
import { PlannedChange } from './plans.ts'
import { RunSummary } from './runs.ts'

export const Status = z.strictObject({
  facts: Facts,
  services: z.array(ServiceState),
  owners: z.array(Owner),
  applications: z.array(z.strictObject({ owner: Owner, state: ApplicationState })),
  drift: z.array(PlannedChange),
  runs: z.array(RunSummary),
})
export type Status = z.infer<typeof Status>
