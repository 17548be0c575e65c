import type * as z from 'zod'

/**
 * A record as its schema has it; null where it is missing, where an older or newer engine wrote it in other words, or
 * where a disk lost its end. None of these may stop a deploy.
 */
export function stored<T>(schema: z.ZodType<T>, text: string | null): T | null {
  try {
    return storedValue(schema, JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

/**
 * What a newer engine keeps besides says nothing to an older one, and the rest as much as ever: who took the whole record
 * for none would forget a release, or what another application wants of the server.
 */
export function storedValue<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return data
  const known = structuredClone(value)
  for (const issue of error.issues)
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) delete within(known, issue.path)[key]
  return schema.safeParse(known).data ?? null
}

function within(value: unknown, path: readonly PropertyKey[]): Record<PropertyKey, unknown> {
  return path.reduce((at, key) => at[key] as typeof at, value as Record<PropertyKey, unknown>)
}
