import * as z from 'zod'
import { AppName, EnvironmentName, UserName } from './names.ts'
import { Step } from './steps.ts'

/** Whose description this is. It keeps the claims of several applications on one server apart. */
export const Owner = z.strictObject({ app: AppName, environment: EnvironmentName })
export type Owner = z.infer<typeof Owner>

export const Description = z.strictObject({
  owner: Owner,
  /** The user who must still be able to log in when all is done; the guard demands proof of it. */
  login: UserName,
  steps: z.array(Step).max(2000),
})
export type Description = z.infer<typeof Description>

/** What a plan is asked for: the server, and what the release would want of it besides. */
export const PlanRequest = z.strictObject({
  ...Description.shape,
  /** If left out, whatever the live release has stays as it is. */
  release: z.array(Step).max(100).optional(),
})
export type PlanRequest = z.infer<typeof PlanRequest>
