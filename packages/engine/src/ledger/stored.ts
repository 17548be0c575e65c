import type * as z from 'zod'

/**
 * A record as its schema has it; null where it is missing, where an older or newer engine wrote it in other words, or
 * where a disk lost its end. None of these may stop a deploy.
 */
export function stored<T>(schema: z.ZodType<T>, text: string | null): T | null {
  try {
    return schema.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}
