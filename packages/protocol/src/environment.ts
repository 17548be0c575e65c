import * as z from 'zod'
import { EnvironmentKey, EnvironmentValue } from './names.ts'

/** Text around values of the application's own environment file: `redis://:`, `{REDIS_PASSWORD}`, … */
export const Parts = z.array(z.union([z.string(), z.strictObject({ key: EnvironmentKey })])).min(1)
export type Parts = z.infer<typeof Parts>

/** One variable of the release's environment file. Values that the owner or the server set override it. */
export const EnvironmentEntry = z.union([
  z.strictObject({ value: EnvironmentValue }),
  z.strictObject({ parts: Parts }),
])
export type EnvironmentEntry = z.infer<typeof EnvironmentEntry>
