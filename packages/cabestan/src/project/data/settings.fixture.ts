import type { Value } from '../python/values.ts'

type Plain = string | number | boolean | null | Value | readonly Plain[] | { readonly [key: string]: Plain }

/** Settings as they would be read, from plain values. */
export function settingsOf(plain: Readonly<Record<string, Plain>>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(plain).map(([name, value]) => [name, written(value)]))
}

/** What a key of the environment says, with the code's default. */
export function fromEnvironment(key: string, otherwise: string | null = null): Value {
  if (otherwise === null) return { type: 'environment', key }
  return { type: 'text', text: otherwise, flavour: 'str', from: [key] }
}

function written(plain: Plain): Value {
  const place = { file: 'shop/settings.py', line: 1 }
  if (plain === null) return { type: 'none', place }
  if (typeof plain === 'string') return { type: 'text', text: plain, flavour: 'str', place }
  if (typeof plain === 'number') return { type: 'number', number: plain, place }
  if (typeof plain === 'boolean') return { type: 'boolean', boolean: plain, place }
  if (isList(plain)) return { type: 'list', flavour: 'list', items: plain.map(written), place }
  if (isValue(plain)) return plain
  const entries = Object.entries(plain).map(([key, value]) => [written(key), written(value)] as const)
  return { type: 'dict', entries, place }
}

function isList(plain: object): plain is readonly Plain[] {
  return Array.isArray(plain)
}

function isValue(plain: Exclude<Plain, string | number | boolean | null>): plain is Value {
  return 'type' in plain && typeof plain.type === 'string'
}
