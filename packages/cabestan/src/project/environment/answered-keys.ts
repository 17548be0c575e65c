import { type DerivedInput, derivedEnvironment } from './derived-environment.ts'
import type { ServerNames } from './derived-value.ts'

export interface AnsweredKeys {
  readonly given: readonly string[]
  /** Keys that only the owner can give, and without which a release is refused. */
  readonly wanted: readonly string[]
}

/** The value of each key of the environment, in the order in which the settings read them. */
export function answeredKeys(input: DerivedInput, names: ServerNames): AnsweredKeys {
  const derived = Map.groupBy(
    derivedEnvironment(input, reached(names)),
    ({ value }) => value.type === 'owner',
  )
  const of = (isOwners: boolean) => (derived.get(isOwners) ?? []).map(({ key }) => key)
  const among = (keys: readonly string[]) =>
    input.environment.map(({ name }) => name).filter((name) => keys.includes(name))
  return { given: among([...names.given, ...of(false)]), wanted: among(of(true)) }
}

/** A site without a domain answers at its server's address, which is only known later. */
function reached(names: ServerNames): ServerNames {
  const hosts = [...names.domains, ...names.addresses]
  return hosts.length > 0 ? names : { ...names, addresses: ['127.0.0.1'] }
}
