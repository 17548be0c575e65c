import { isList, type Json, type JsonObject } from '../../contract/json.ts'

/** Counts as not sent. In PHP an empty list and an empty dict are the same. */
export function isEmpty(value: Json | undefined): value is null | undefined {
  if (value === undefined || value === null || value === '') return true
  if (typeof value !== 'object') return false
  if (isList(value)) return value.length === 0
  for (const _ in value) return false
  return true
}

/** The first of the names that it has had over the years. */
export function firstOf(object: JsonObject, ...names: readonly string[]): Json | undefined {
  for (const name of names) {
    const value = object[name]
    if (value !== undefined && value !== null) return value
  }
  return undefined
}

/** PHP writes a list from which something was removed as `{"0": …, "2": …}`. */
export function numberedOrAlone(value: JsonObject): readonly Json[] {
  const keys = Object.keys(value)
  return keys.every((key) => /^\d+$/.test(key)) ? Object.values(value) : [value]
}
