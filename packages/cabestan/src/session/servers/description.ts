import type { Description } from '@cabestan/protocol/descriptions'
import type { Facts } from '@cabestan/protocol/facts'
import type { Configuration } from '../../config/configuration.ts'
import { readKeys } from '../../config/load.ts'
import { offerKey, publicKeys } from '../../connection/public-keys.ts'
import { type Circumstances, describe } from '../../stack/describe.ts'
import type { Visit } from './site.ts'

export function describeServer(
  configuration: Configuration,
  facts: Facts,
  circumstances: Circumstances,
): Description {
  const { app, environment, login } = configuration
  const steps = describe(configuration, facts, circumstances)
  return { owner: { app, environment }, login, steps: [...steps] }
}

/** The keys that the configuration names, or else the person's own; somebody who has none is offered one. */
export async function keysFor({ site: { configuration }, target, ports }: Visit): Promise<string[]> {
  if (configuration.keys !== null) return readKeys(configuration, [])
  const own = await publicKeys(target, ports.environment)
  const made = own.length === 0 ? await offerKey(ports) : null
  return made === null ? own : [made]
}
