export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export type JsonObject = { readonly [key: string]: Json }

/** Of names and values: a list is none, whatever JavaScript says. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** TypeScript's own word for it takes a list to be one of anything. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
