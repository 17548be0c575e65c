import * as z from 'zod'
import { Owner } from './descriptions.ts'

/** Something that a person did on a server without a run: it has no journal, and cannot be followed. */
export const Deed = z.strictObject({
  what: z.enum(['maintenance-on', 'maintenance-off', 'removed', 'removed-with-data']),
  owner: Owner,
  by: z.string(),
  at: z.number(),
  outcome: z.enum(['done', 'failed']),
})
export type Deed = z.infer<typeof Deed>
