import type { Invocation } from '../invocation.ts'
import { conclude } from '../session/servers/conclusion.ts'
import { onEach, succeeded } from '../session/servers/outcome.ts'
import { openSite, visitServers } from '../session/servers/site.ts'

/** The servers as they are. */
export async function run(invocation: Invocation): Promise<number> {
  const { report } = invocation
  const site = await openSite(invocation)
  const outcomes = await visitServers(site, (visits) =>
    onEach(visits, async ({ server, engine }) => {
      report.looking(server)
      return { server, status: await engine.call('status', {}) }
    }),
  )
  for (const { server, status } of succeeded(outcomes)) report.status(server, status)
  return conclude(outcomes, invocation)
}
