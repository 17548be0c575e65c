import { isAsDescribed } from '@cabestan/protocol/plans'
import { exitCodes, type Invocation } from '../invocation.ts'
import { conclude } from '../session/conclusion.ts'
import { planOf } from '../session/description.ts'
import { onEach, succeeded } from '../session/outcome.ts'
import { openSite, visitServers } from '../session/site.ts'

/** What would change; changes nothing. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, report } = invocation
  const site = await openSite(invocation)
  const planned = await visitServers(site, (visits) => onEach(visits, planOf))
  const style = { whole: true, why: options.why === true }
  for (const { visit, plan } of succeeded(planned)) report.plan(visit.server, plan, style)
  const code = conclude(planned, invocation)
  const wouldChange = succeeded(planned).some(({ plan }) => !isAsDescribed(plan))
  return code === exitCodes.done && options.exitCode && wouldChange ? exitCodes.wouldChange : code
}
