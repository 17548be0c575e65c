export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Of names and values: a list is none, whatever JavaScript says. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
