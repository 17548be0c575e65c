import * as z from 'zod'
import { Owner } from './descriptions.ts'
import { RunTask } from './events.ts'
import { Failure } from './failures.ts'
import { ReleaseRecord } from './releases.ts'

export const RunSummary = z.strictObject({
  run: z.string(),
  owner: Owner,
  task: RunTask,
  by: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  outcome: z.enum(['running', 'done', 'failed', 'interrupted']),
  changed: z.number().int(),
  failure: Failure.optional(),
  /** What became of its release, where it had one. */
  release: ReleaseRecord.optional(),
  /** The release that is live now. */
  live: z.number().int().nullable().optional(),
})
export type RunSummary = z.infer<typeof RunSummary>
