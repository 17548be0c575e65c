import type { EnvironmentEntry } from '@cabestan/protocol/environment'
import { derivedEnvironment } from '../environment/derived-environment.ts'
import type { DerivedValue, ServerNames } from '../environment/derived-value.ts'
import { keysBeside } from '../environment/keys-beside.ts'
import type { Reading } from '../reading.ts'
import type { Tree } from '../tree/tree.ts'

export interface EnvironmentOrder {
  readonly environment: Record<string, EnvironmentEntry>
  /** Keys that only the owner can give. */
  readonly needed: string[]
}

interface Said {
  readonly names: ServerNames
  /** From cabestan.yaml: values, and the names of those that the server keeps. */
  readonly env: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
}

/** What the settings find in the environment: derived values, overridden by those in cabestan.yaml. */
export function environmentOrder(
  { where, settings, environment, data }: Reading,
  tree: Tree,
  { names, env, secrets }: Said,
): EnvironmentOrder {
  const derived = derivedEnvironment({ tree, where, settings, environment }, names)
  const entries = derived.flatMap(({ key, value }) => {
    const entry = entryOf(value)
    return entry === null ? [] : [[key, entry] as const]
  })
  const own = Object.entries(env).map(([key, value]) => [key, { value }] as const)
  const answered = derived.filter(({ value }) => value.type !== 'owner').map(({ key }) => key)
  const beside = keysBeside(data.database, names)
  const asked = [...derived.map(({ key }) => key), ...secrets, ...beside].filter(
    (key) => !answered.includes(key),
  )
  return { environment: Object.fromEntries([...entries, ...own]), needed: [...new Set(asked)] }
}

/** Values that the server generates are in the application's own environment file already. */
function entryOf(value: DerivedValue): EnvironmentEntry | null {
  switch (value.type) {
    case 'text':
      return { value: value.text }
    case 'composed':
      return { parts: [...value.parts] }
    case 'generated':
    case 'owner':
      return null
  }
}
