import * as z from 'zod'

/** Why a release that was written before a migration cannot go on after it. */
export const unsafeReasons = [
  'table-dropped',
  'table-renamed',
  'column-dropped',
  'column-renamed',
  'column-required',
  'type-narrowed',
  'type-changed',
  'order-changed',
] as const
const UnsafeReason = z.enum(unsafeReasons)
export type UnsafeReason = z.infer<typeof UnsafeReason>

/** One operation of a migration; a list of them is the tail of the failure `migrations.unsafe`, as JSON. */
export const UnsafeOperation = z.strictObject({
  migration: z.string(),
  operation: z.string(),
  subject: z.string(),
  why: UnsafeReason,
})
export type UnsafeOperation = z.infer<typeof UnsafeOperation>
