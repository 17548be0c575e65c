import { randomBytes } from 'node:crypto'
import { derivedEnvironment } from '../../packages/cabestan/src/project/environment/derived-environment.ts'
import type {
  DerivedValue,
  ServerNames,
} from '../../packages/cabestan/src/project/environment/derived-value.ts'
import type { EnvironmentKey, Reading } from '../../packages/cabestan/src/project/reading.ts'
import type { Tree } from '../../packages/cabestan/src/project/tree/tree.ts'

export interface Given {
  readonly values: Readonly<Record<string, string>>
  /** Keys that only the owner can give; a value of their type stands in for each. */
  readonly ofTheOwner: readonly string[]
}

/** What the release's environment file holds, with its secrets made. */
export function environmentOf(
  tree: Tree,
  reading: Reading,
  { names, redisPassword }: { readonly names: ServerNames; readonly redisPassword: string },
): Given {
  const { where, settings, environment } = reading
  const derived = derivedEnvironment({ tree, where, settings, environment }, names)
  const secrets = { SECRET_KEY: randomBytes(40).toString('base64url'), REDIS_PASSWORD: redisPassword }
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
    case 'generated':
      return randomBytes(40).toString('base64url')
    case 'with-secret':
      return `${value.before}${secrets[value.key] ?? 'unknown'}${value.after}`
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
