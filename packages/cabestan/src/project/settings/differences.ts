import type { Names, Value } from '../python/values.ts'

/** Names whose values differ between the first and the second, with the values of the first. */
export function differences(first: Names, second: Names): Map<string, Value> {
  const changed = [...first].filter(([name, value]) => !isSame(value, second.get(name)))
  const dropped = [...second]
    .filter(([name]) => !first.has(name))
    .map(([name, value]) => [name, gone(value)] as const)
  return new Map([...changed, ...dropped])
}

/** Where the second one sets it. */
function gone({ place }: Value): Value {
  return { type: 'unknown', why: 'not set', ...(place && { place }) }
}

function isSame(one: Value, other: Value | undefined): boolean {
  return other !== undefined && JSON.stringify(one, withoutOrigin) === JSON.stringify(other, withoutOrigin)
}

/** Where a value was written, and what it was derived from, do not make it different. */
function withoutOrigin(key: string, value: unknown): unknown {
  if (key === 'place' || key === 'from') return undefined
  return value instanceof Map ? [...value] : value
}
