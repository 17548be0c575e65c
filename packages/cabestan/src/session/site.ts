import type { Configuration } from '../config/configuration.ts'
import { load } from '../config/load.ts'
import type { EngineClient } from '../connection/engine-client.ts'
import { openEngine } from '../connection/open-engine.ts'
import type { ConnectionPorts } from '../connection/ports.ts'
import type { Target } from '../connection/target.ts'
import type { Invocation } from '../invocation.ts'
import { assertClock } from './clock.ts'
import { attempt, type Outcome } from './outcome.ts'
import { connectionPorts } from './ports.ts'
import { targetFor } from './targets.ts'

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
export async function openSite(invocation: Invocation): Promise<Site> {
  const { directory, options, report } = invocation
  const { config: file, environment } = options
  const configuration = await load({ directory, file, environment })
  report.expect(configuration)
  return { configuration, invocation }
}

/** All servers of the configuration at once. What is opened here is closed by `work`'s end, or by Ctrl-C. */
export async function visitServers<T>(
  site: Site,
  work: (visits: Outcome<Visit>[]) => Promise<T>,
): Promise<T> {
  const { interruption, report } = site.invocation
  const open = new Set<EngineClient>()
  const closeAll = async () => void (await Promise.allSettled([...open].map((engine) => engine.close())))
  interruption.closing.add(closeAll)
  try {
    const portsFor = connectionPorts(site.invocation)
    const visits = site.configuration.servers.map((address) =>
      attempt(address.destination, async () => {
        const ports = portsFor(address.destination)
        const target = await targetFor(address, site.configuration, report)
        const engine = await openEngine(target, ports)
        open.add(engine)
        assertClock(engine)
        return { server: address.destination, target, ports, engine, site }
      }),
    )
    return await work(await Promise.all(visits))
  } finally {
    for (const { destination } of site.configuration.servers) report.idle(destination)
    await closeAll()
    interruption.closing.delete(closeAll)
  }
}
