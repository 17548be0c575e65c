export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export type JsonObject = { readonly [key: string]: Json }

/** An object with named values. A list is not one, whatever JavaScript says. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** TypeScript's own type for this would accept a list for an object of anything. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
