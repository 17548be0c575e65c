import type { Configuration } from '../../config/configuration.ts'
import { load, type Wanted } from '../../config/load.ts'
import type { EngineClient } from '../../connection/engine-client.ts'
import { openEngine } from '../../connection/open-engine.ts'
import type { ConnectionPorts } from '../../connection/ports.ts'
import type { Target } from '../../connection/target.ts'
import type { Invocation } from '../../invocation.ts'
import { assertClock } from './clock.ts'
import { nothingBegun } from './not-begun.ts'
import { attempt, type Outcome } from './outcome.ts'
import { connectionPorts } from './ports.ts'
import { isThere, targetFor } from './targets.ts'

/** One server with its engine, ready to be asked. */
export interface Visit {
  readonly server: string
  readonly target: Target
  readonly ports: ConnectionPorts
  readonly engine: EngineClient
  readonly site: Site
}

export interface Site {
  readonly configuration: Configuration
  readonly invocation: Invocation
}

/** The configuration of the project in which the command was typed. */
export async function openSite(
  invocation: Invocation,
  { mayBeFormer = false }: Pick<Wanted, 'mayBeFormer'> = {},
): Promise<Site> {
  const { directory, options, report } = invocation
  const { config: file, environment } = options
  const configuration = await load({ directory, file, environment, mayBeFormer })
  report.expect(configuration)
  return { configuration, invocation }
}

/** All servers of the configuration at once. Connections are closed when `work` ends, or by Ctrl-C. */
export function visitServers<T>(site: Site, work: (visits: Outcome<Visit>[]) => Promise<T>): Promise<T> {
  return withServers({ site, describes: false }, async (visits) => work(await visits()))
}

/**
 * The same for whoever says what a server should be, while `work` does something else first: the doors are
 * knocked at meanwhile, but nobody is asked anything, nothing installed and no sandbox made or booted before
 * it wants the visits.
 */
export function approachServers<T>(site: Site, work: Work<T>): Promise<T> {
  return withServers({ site, describes: true }, work)
}

type Work<T> = (visits: () => Promise<Outcome<Visit>[]>) => Promise<T>

async function withServers<T>(
  { site, describes }: { readonly site: Site; readonly describes: boolean },
  work: Work<T>,
): Promise<T> {
  const { configuration, invocation } = site
  const { interruption, report } = invocation
  const permission = Promise.withResolvers<void>()
  const over = new AbortController()
  const open = new Set<EngineClient>()
  const closeAll = async () => {
    await Promise.allSettled([...open].map((engine) => engine.close()))
    over.abort()
  }
  interruption.closing.add(closeAll)
  try {
    const approach = { permitted: permission.promise, over: over.signal }
    const portsFor = connectionPorts(invocation, approach)
    const visits = configuration.servers.map((address) =>
      attempt(address.destination, async () => {
        const ports = portsFor(address.destination)
        if (!(await isThere(address))) await ports.permitted
        const target = await targetFor(address, { configuration, report, mayMake: describes })
        const engine = await openEngine(target, ports).catch(nothingBegun(address.destination))
        open.add(engine)
        // Installing packages and checking certificates need the right time; looking and going back do not.
        if (describes) assertClock(engine)
        return { server: address.destination, target, ports, engine, site }
      }),
    )
    return await work(() => {
      permission.resolve()
      return Promise.all(visits)
    })
  } finally {
    for (const { destination } of configuration.servers) report.idle(destination)
    await closeAll()
    interruption.closing.delete(closeAll)
  }
}
