import * as z from 'zod'
import { ConfigurationFile, Settings } from './schema.ts'

/** As much of JSON Schema as zod writes for our schemas. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly description?: string
}

/** What an editor needs to complete, explain and check cabestan.yaml while it is written. */
export function editorSchema(): JsonSchema {
  const { $schema, title, ...root } = z.toJSONSchema(ConfigurationFile, options)
  const { environments, ...settings } = root.properties as Record<string, JsonSchema>
  return {
    $schema,
    title,
    ...root,
    required: ['app'],
    properties: { ...settings, environments: { ...environments, additionalProperties: overrides(settings) } },
  } as JsonSchema
}

/**
 * Every key again inside an environment, without defaults, because those are what the file says; an empty value
 * resets a key.
 */
function overrides(settings: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const keys = Object.entries(settings).map(([key, { description }]) => [
    key,
    { description, anyOf: [{ $ref: `#/properties/${key}` }, { type: 'null' }] },
  ])
  return {
    type: ['object', 'null'],
    properties: Object.fromEntries(keys),
    additionalProperties: false,
  } as JsonSchema
}

/** The schema of one environment, to be walked along a path of the file. */
export function settingsSchema(): JsonSchema {
  return z.toJSONSchema(Settings, options) as JsonSchema
}

const options: z.core.ToJSONSchemaParams = {
  io: 'input',
  // zod leaves out examples of values that are transformed, because it cannot know which side they show.
  override: ({ zodSchema, jsonSchema }) => {
    const examples = z.globalRegistry.get(zodSchema)?.['examples']
    if (Array.isArray(examples)) jsonSchema['examples'] = examples
  },
}
