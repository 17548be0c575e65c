import type { Owner } from '@cabestan/protocol/descriptions'
import type { Configuration } from '../../config/configuration.ts'
import type { Invocation } from '../../invocation.ts'
import { conclude } from './conclusion.ts'
import { serverNamed } from './one-server.ts'
import { onEach } from './outcome.ts'
import { openSite, type Site, type Visit, visitServers } from './site.ts'

/** The application on one server. */
export interface ApplicationVisit extends Visit {
  readonly owner: Owner
}

/** Does the same for the application on each of its servers, and returns the exit code. */
export async function onApplications(
  invocation: Invocation,
  work: (visit: ApplicationVisit) => Promise<unknown>,
): Promise<number> {
  return onApplicationsOf(await openSite(invocation), work)
}

export async function onApplicationsOf(
  site: Site,
  work: (visit: ApplicationVisit) => Promise<unknown>,
): Promise<number> {
  const owner = ownerOf(site.configuration)
  const outcomes = await visitServers(only(site), (visits) =>
    onEach(visits, (visit) => work({ ...visit, owner })),
  )
  return conclude(outcomes, site.invocation)
}

export function ownerOf({ app, environment }: Configuration): Owner {
  return { app, environment }
}

/** The server that `--server` names, where there are several. */
function only(site: Site): Site {
  const { server } = site.invocation.options
  if (server === undefined) return site
  const { configuration } = site
  return {
    ...site,
    configuration: { ...configuration, servers: [serverNamed(server, configuration.servers)] },
  }
}
