import type { Place } from '../answer.ts'
import { isRandomName } from './random.ts'
import type { Value } from './values.ts'

type Dict = Extract<Value, { readonly type: 'dict' }>
type Sequence = Extract<Value, { readonly type: 'list' }>

/** The values that it may have, without choices inside; one where the value is known. */
export function alternatives(value: Value | undefined): readonly Value[] {
  if (!value) return []
  return value.type === 'choice' ? value.of.flatMap((each) => alternatives(placedIn(value, each))) : [value]
}

/** What is inside another value has the other's place, unless something more exact is known. */
function placedIn({ place }: Value, inner: Value): Value {
  return inner.place || !place ? inner : { ...inner, place }
}

/** Null where it is not text, or may be several. */
export function textOf(value: Value | undefined): string | null {
  return agreed(value, (each) => (each.type === 'text' ? each.text : null))
}

export function numberOf(value: Value | undefined): number | null {
  return agreed(value, (each) => (each.type === 'number' ? each.number : null))
}

/** Whether Python treats it as true; null where that cannot be known. */
export function booleanOf(value: Value | undefined): boolean | null {
  return agreed(value, truth)
}

/** Whether it is made anew at each start, as `get_random_secret_key()` does. */
export function isRandom(value: Value | undefined): boolean {
  return alternatives(value).some((each) => each.type === 'object' && isRandomName(each.name))
}

export function isNone(value: Value | undefined): boolean {
  return value?.type === 'none'
}

/** It exists and is not None. */
export function isSaid(value: Value | undefined): value is Value {
  return value !== undefined && !isNone(value)
}

/** The texts of a list, and whether it never contains anything else. */
export function itemsOf(value: Value | undefined): {
  readonly items: readonly string[]
  readonly complete: boolean
} {
  const all = alternatives(value)
  const lists = all.filter((each): each is Sequence => each.type === 'list')
  const held = lists.flatMap(({ items }) => items)
  const texts = held.flatMap((item) => alternatives(item).flatMap((each) => textOf(each) ?? []))
  const certain = all.length === 1 && lists.length === 1 && lists[0]?.open !== true
  return { items: [...new Set(texts)], complete: certain && held.every((item) => textOf(item) !== null) }
}

/** The applications of the settings, as they name them. */
export function installedApps(settings: ReadonlyMap<string, Value>): readonly string[] {
  return itemsOf(settings.get('INSTALLED_APPS')).items
}

/** Items as they are, of every alternative, each with its place. */
export function valuesOf(value: Value | undefined): readonly Value[] {
  return alternatives(value).flatMap((each) =>
    each.type === 'list' ? each.items.map((item) => placedIn(each, item)) : [],
  )
}

/** `entry(databases, 'default', 'NAME')`: undefined where it is not certain to exist. */
export function entry(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  const [first, ...rest] = path
  if (first === undefined) return value
  const found = alternatives(value).flatMap((each) => {
    const inside = entryIn(each, first)
    return inside ? [placedIn(each, inside)] : []
  })
  const one = found.length > 1 ? ({ type: 'choice', of: found } as const) : found[0]
  return one && entry(one, ...rest)
}

/** The keys that are texts, in order. */
export function keysOf(value: Value | undefined): readonly string[] {
  const keys = dictsOf(value).flatMap(({ entries }) => entries.flatMap(([key]) => textOf(key) ?? []))
  return [...new Set(keys)]
}

/** Whether nothing in it is unknown, open, or left to the environment. */
export function isKnown(value: Value | undefined): boolean {
  if (!value) return false
  switch (value.type) {
    case 'unknown':
    case 'environment':
    case 'choice':
      return false
    case 'list':
      return value.open !== true && value.items.every(isKnown)
    case 'dict':
      return value.open !== true && value.entries.every(([key, inside]) => isKnown(key) && isKnown(inside))
    default:
      return true
  }
}

/** Keys of the environment that it was made from, including those of its parts. */
export function keysBehind(value: Value | undefined): readonly string[] {
  if (!value) return []
  const own = value.type === 'environment' ? [value.key, ...(value.from ?? [])] : (value.from ?? [])
  return [...new Set([...own, ...inside(value).flatMap(keysBehind)])]
}

/** Every text in it, of every alternative. */
export function textsIn(value: Value | undefined): readonly string[] {
  if (!value) return []
  return value.type === 'text' ? [value.text] : inside(value).flatMap(textsIn)
}

/** The first place in it, from the outside in. */
export function placeOf(value: Value | undefined): Place | null {
  if (!value) return null
  return (
    value.place ??
    inside(value)
      .map(placeOf)
      .find((place) => place !== null) ??
    null
  )
}

/** The same as a list of places, which is empty where there is none. */
export function placesOf(value: Value | undefined): readonly Place[] {
  const place = placeOf(value)
  return place ? [place] : []
}

/**
 * Where each of these names stands in a list, because it may have been added elsewhere than where the list begins.
 */
export function placesOfItems(list: Value | undefined, isMeant: (name: string) => boolean): readonly Place[] {
  const items = valuesOf(list).flatMap(alternatives)
  return items.filter((item) => isMeant(textOf(item) ?? '')).flatMap(placesOf)
}

function agreed<T>(value: Value | undefined, one: (value: Value) => T | null): T | null {
  const found = alternatives(value).map(one)
  const first = found[0]
  return first !== undefined && found.every((each) => each === first) ? first : null
}

function truth(value: Value): boolean | null {
  switch (value.type) {
    case 'text':
      return value.flavour === 'path' || value.text !== ''
    case 'number':
      return value.number !== 0
    case 'boolean':
      return value.boolean
    case 'none':
      return false
    case 'list':
      return value.items.length > 0 ? true : value.open ? null : false
    case 'dict':
      return value.entries.length > 0 ? true : value.open ? null : false
    case 'module':
    case 'function':
    case 'class':
      return true
    default:
      return null
  }
}

function entryIn(value: Value, key: string | number): Value | undefined {
  if (value.type === 'dict') return value.entries.findLast(([name]) => matches(name, key))?.[1]
  if (value.type === 'object' && typeof key === 'string') return value.named[key]
  if (value.type === 'list' && typeof key === 'number') return value.items.at(key)
  return undefined
}

function matches(name: Value, key: string | number): boolean {
  return typeof key === 'number' ? numberOf(name) === key : textOf(name) === key
}

function dictsOf(value: Value | undefined): readonly Dict[] {
  return alternatives(value).filter((each): each is Dict => each.type === 'dict')
}

function inside(value: Value): readonly Value[] {
  switch (value.type) {
    case 'list':
      return value.items
    case 'dict':
      return value.entries.flat()
    case 'choice':
      return value.of
    case 'object':
      return [...value.positional, ...Object.values(value.named)]
    default:
      return []
  }
}
