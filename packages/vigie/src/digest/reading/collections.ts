import type { Named } from '../../contract/event.ts'
import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { bounds } from './bounds.ts'
import type { Reading } from './reading.ts'
import { firstOf, isEmpty, numberedOrAlone } from './shapes.ts'

const nothing: JsonObject = Object.freeze({})

/** An object with unknown values, whatever was sent. */
export function objectOf(value: Json | undefined, field: string, reading: Reading): JsonObject {
  if (isObject(value)) return value
  if (!isEmpty(value)) reading.note('unreadable', field)
  return nothing
}

/** A list, the list in `values`, or a single value. */
export function listOf(value: Json | undefined, field: string, reading: Reading): readonly Json[] {
  if (isEmpty(value)) return []
  if (isList(value)) return value
  if (!isObject(value)) {
    reading.note('unreadable', field)
    return []
  }
  const values = value['values']
  if (values === undefined) return numberedOrAlone(value)
  if (isList(values)) return values
  return isObject(values) ? numberedOrAlone(values) : []
}

type Pair = readonly [string, Json]

/** Entries of an object, of a list of pairs, or of a list of objects with a name and a value. */
export function entriesOf(value: Json | undefined, field: string, reading: Reading): Pair[] {
  if (isEmpty(value)) return []
  const entries: Pair[] = []
  if (isList(value)) addPairs(value, entries)
  else if (isObject(value)) addEntries(value, entries)
  else reading.note('unreadable', field)
  if (entries.length <= bounds.pairs) return entries
  reading.note('shortened', field)
  return entries.slice(0, bounds.pairs)
}

function addEntries(object: JsonObject, entries: Pair[]): void {
  // Stops early: of a million keys most are useless.
  for (const key in object) {
    entries.push([key, object[key] as Json])
    if (entries.length > bounds.pairs) return
  }
}

function addPairs(list: readonly Json[], entries: Pair[]): void {
  for (const item of list) {
    const pair = pairOf(item)
    if (pair) entries.push(pair)
    if (entries.length > bounds.pairs) return
  }
}

function pairOf(item: Json): Pair | null {
  if (isList(item)) return isName(item[0]) ? [String(item[0]), item[1] ?? null] : null
  if (!isObject(item)) return null
  const name = firstOf(item, 'key', 'name')
  if (isName(name) && Object.keys(item).length > 1)
    return [String(name), firstOf(item, 'value', 'version') ?? null]
  const [only, ...more] = Object.entries(item)
  return only && more.length === 0 ? only : null
}

function isName(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Values under their names, as they are shown. In a list the names are positions; text stands alone. */
export function namedOf(value: Json | undefined, field: string, reading: Reading): Named[] {
  if (isEmpty(value)) return []
  if (!isObject(value) && !isPairs(value)) return placesOf(value, field, reading)
  return entriesOf(value, field, reading).map(([name, item]) => ({
    name: reading.text(name, field, bounds.short) ?? '',
    value: reading.value(item, field),
  }))
}

function isPairs(value: Json): boolean {
  return (
    isList(value) &&
    value.length > 0 &&
    value.every((item) => isList(item) && item.length === 2 && isName(item[0]))
  )
}

function placesOf(value: Json, field: string, reading: Reading): Named[] {
  const items = isList(value) ? value.slice(0, bounds.named) : [value]
  return items.map((item, place) => ({
    name: isList(value) ? String(place) : '',
    value: reading.value(item, field),
  }))
}
