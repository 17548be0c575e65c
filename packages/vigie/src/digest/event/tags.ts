import type { Json, JsonObject } from '../../contract/json.ts'
import { bounds } from '../reading/bounds.ts'
import { entriesOf } from '../reading/collections.ts'
import type { Reading } from '../reading/reading.ts'

export type Tag = readonly [key: string, value: string]

/** The client's own tags. If a key occurs twice the last one counts, as in a dict. */
export function readTags(event: JsonObject, reading: Reading): Tag[] {
  const tags = new Map<string, string>()
  for (const [name, item] of sentTags(event['tags'], reading)) {
    const key = reading.word(name, 'tags')
    const value = reading.word(item, 'tags')
    if (key !== null && value !== null) tags.set(key, value)
  }
  return [...tags]
}

function sentTags(value: Json | undefined, reading: Reading): [string, Json][] {
  const entries = typeof value === 'string' ? fromText(value) : entriesOf(value, 'tags', reading)
  if (entries.length <= bounds.tags) return [...entries] as [string, Json][]
  reading.note('shortened', 'tags')
  return entries.slice(0, bounds.tags) as [string, Json][]
}

/** `browser=Firefox, os=Linux` */
function fromText(text: string): [string, Json][] {
  const parts = text.slice(0, bounds.message).split(/[,;]/, bounds.tags)
  return parts.map((part) => {
    const [key = '', ...rest] = part.split(/[=:]/)
    return [key.trim(), rest.join('=').trim() || key.trim()]
  })
}
