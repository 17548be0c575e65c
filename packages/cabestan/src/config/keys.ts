import { stringify } from 'yaml'
import type { Path } from './document.ts'
import { type JsonSchema, settingsSchema } from './json-schema.ts'

/** The keys that may stand in the map at a path of the file. */
export function keysAt(path: Path): string[] {
  const names = schemasAt(path)
    .flatMap(alternatives)
    .flatMap((schema) => Object.keys(schema.properties ?? {}))
  return path.length === 0 ? [...names, 'environments'] : names
}

/** How the value at a path may be written, from the nearest examples around it. */
export function exampleAt(path: Path): string {
  const examples = schemasAt(path).flatMap((schema) => schema.examples ?? [])
  if (examples.length > 0) return examples.map(asTyped).join(' | ')
  return path.length > 0 ? exampleAt(path.slice(0, -1)) : ''
}

/** Every key that exists, with its way from the top of the file: `updates.reboot_at`. */
export function everyKey(): string[] {
  return [...keysUnder(settingsSchema(), ''), 'environments']
}

function keysUnder(schema: JsonSchema, before: string): string[] {
  return alternatives(schema).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([key, each]) => [
      before + key,
      ...keysUnder(each, `${before + key}.`),
    ]),
  )
}

function schemasAt(path: Path): JsonSchema[] {
  const [first, _name, ...rest] = path
  const inside = first === 'environments' ? rest : path
  if (first === 'environments' && path.length < 2) return []
  return inside.reduce<JsonSchema[]>(
    (schemas, key) => schemas.flatMap(alternatives).flatMap((schema) => schemasUnder(schema, key)),
    [settingsSchema()],
  )
}

function schemasUnder(schema: JsonSchema, key: PropertyKey): JsonSchema[] {
  if (typeof key === 'number') return schema.items ? [schema.items] : []
  const { properties, additionalProperties } = schema
  const named = properties?.[String(key)]
  if (named) return [named]
  return typeof additionalProperties === 'object' ? [additionalProperties] : []
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ?? [schema]
}

function asTyped(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
}
