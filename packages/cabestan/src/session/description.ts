import type { Description } from '@cabestan/protocol/messages'
import type { Plan } from '@cabestan/protocol/plans'
import { readKeys } from '../config/load.ts'
import { offerKey, publicKeys } from '../connection/public-keys.ts'
import { describe } from '../stack/describe.ts'
import type { Visit } from './site.ts'

export interface Planned {
  readonly visit: Visit
  readonly description: Description
  readonly plan: Plan
}

/** Looks at the server, describes what it should be, and compares. Changes nothing. */
export async function planOf(visit: Visit): Promise<Planned> {
  const { configuration, invocation } = visit.site
  invocation.report.looking(visit.server)
  const [facts, keys] = await Promise.all([visit.engine.call('facts', {}), keysFor(visit)])
  const steps = describe(configuration, facts, { publicKeys: keys })
  const { app, environment, login } = configuration
  const description: Description = { owner: { app, environment }, login, steps: [...steps] }
  return { visit, description, plan: await visit.engine.call('plan', description) }
}

/** Those that the configuration names, else the person's own; who has none is offered one. */
async function keysFor({ site: { configuration }, target, ports }: Visit): Promise<string[]> {
  if (configuration.keys !== null) return readKeys(configuration, [])
  const own = await publicKeys(target, ports.environment)
  const made = own.length === 0 ? await offerKey(ports) : null
  return made === null ? own : [made]
}
