import { randomBytes } from 'node:crypto'
import { derivedEnvironment } from '../../packages/cabestan/src/project/environment/derived-environment.ts'
import type {
  DerivedValue,
  ServerNames,
} from '../../packages/cabestan/src/project/environment/derived-value.ts'
import type { EnvironmentKey } from '../../packages/cabestan/src/project/environment/reading.ts'
import type { Reading } from '../../packages/cabestan/src/project/reading.ts'
import type { Tree } from '../../packages/cabestan/src/project/tree/tree.ts'
import type { Redis } from './rehearsal-services.ts'

export interface Given {
  readonly values: Readonly<Record<string, string>>
  /** Keys that only the owner can give; a value of their type stands in for each. */
  readonly ofTheOwner: readonly string[]
}

/** The content of the release's environment file, with secrets that are made for this rehearsal. */
export function environmentOf(
  tree: Tree,
  reading: Reading,
  { names, redis }: { readonly names: ServerNames; readonly redis: Redis | null },
): Given {
  const { where, settings, environment } = reading
  const derived = derivedEnvironment({ tree, where, settings, environment }, names)
  const secrets = {
    SECRET_KEY: randomBytes(40).toString('base64url'),
    ...(redis && { REDIS_PASSWORD: redis.password, REDIS_PORT: String(redis.port) }),
  }
  const values = derived.flatMap(({ key, value }) => {
    const text = textOf(value, secrets)
    return text === null ? [] : [[key, text] as const]
  })
  const ofTheOwner = derived.filter(({ value }) => value.type === 'owner').map(({ key }) => key)
  const byName = new Map(environment.map((key) => [key.name, key]))
  const standIns = ofTheOwner.map((key) => [key, standInFor(byName.get(key)?.type)] as const)
  return { values: { ...secrets, ...Object.fromEntries([...values, ...standIns]) }, ofTheOwner }
}

function textOf(value: DerivedValue, secrets: Readonly<Record<string, string>>): string | null {
  switch (value.type) {
    case 'text':
      return value.text
    case 'composed':
      return value.parts
        .map((part) => (typeof part === 'string' ? part : (secrets[part.key] ?? 'unknown')))
        .join('')
    // The secret has the same name as the key.
    case 'generated':
    case 'owner':
      return null
  }
}

function standInFor(type: EnvironmentKey['type'] | undefined): string {
  switch (type) {
    case 'boolean':
      return 'False'
    case 'number':
      return '1'
    case 'url':
      return 'https://service.example/'
    case 'json':
    case 'dict':
      return '{}'
    default:
      return 'stand-in'
  }
}
