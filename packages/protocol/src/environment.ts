import * as z from 'zod'
import { EnvironmentKey, EnvironmentValue } from './names.ts'

/** A text around values of the application's own environment file: `redis://:`, `{REDIS_PASSWORD}`, … */
export const Parts = z.array(z.union([z.string(), z.strictObject({ key: EnvironmentKey })])).min(1)
export type Parts = z.infer<typeof Parts>

/** A value of the release's environment file; what the owner and the server gave lies over it. */
export const EnvironmentEntry = z.union([
  z.strictObject({ value: EnvironmentValue }),
  z.strictObject({ parts: Parts }),
])
export type EnvironmentEntry = z.infer<typeof EnvironmentEntry>
