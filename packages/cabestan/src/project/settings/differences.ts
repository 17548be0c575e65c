import type { Names, Value } from '../python/values.ts'

/** Names that come out otherwise in the first than in the second, with their values in the first. */
export function differences(first: Names, second: Names): Map<string, Value> {
  const gone: Value = { type: 'unknown', why: 'not set' }
  const changed = [...first].filter(([name, value]) => !isSame(value, second.get(name)))
  const dropped = [...second.keys()].filter((name) => !first.has(name)).map((name) => [name, gone] as const)
  return new Map([...changed, ...dropped])
}

function isSame(one: Value, other: Value | undefined): boolean {
  return other !== undefined && JSON.stringify(one, withoutOrigin) === JSON.stringify(other, withoutOrigin)
}

/** Where a value was written and what it came from do not make it another one. */
function withoutOrigin(key: string, value: unknown): unknown {
  if (key === 'place' || key === 'from') return undefined
  return value instanceof Map ? [...value] : value
}
