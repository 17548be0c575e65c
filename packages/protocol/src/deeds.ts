import * as z from 'zod'
import { Owner } from './descriptions.ts'

/** What somebody did on a server without a run: there is no journal of it, and nothing to follow. */
export const Deed = z.strictObject({
  what: z.enum(['maintenance-on', 'maintenance-off', 'removed', 'removed-with-data']),
  owner: Owner,
  by: z.string(),
  at: z.number(),
  outcome: z.enum(['done', 'failed']),
})
export type Deed = z.infer<typeof Deed>
