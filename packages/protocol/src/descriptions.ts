import * as z from 'zod'
import { AppName, EnvironmentName, UserName } from './names.ts'
import { Step } from './steps.ts'

/** Whose description this is: claims of others on the same server are kept apart by it. */
export const Owner = z.strictObject({ app: AppName, environment: EnvironmentName })
export type Owner = z.infer<typeof Owner>

export const Description = z.strictObject({
  owner: Owner,
  /** Who must still get in when all is done; the guard proves it. */
  login: UserName,
  steps: z.array(Step).max(2000),
})
export type Description = z.infer<typeof Description>

/** What a plan is asked for: the server, and what the release would want of it besides. */
export const PlanRequest = z.strictObject({
  ...Description.shape,
  /** Left out: whatever the live release has stays as it is. */
  release: z.array(Step).max(100).optional(),
})
export type PlanRequest = z.infer<typeof PlanRequest>
