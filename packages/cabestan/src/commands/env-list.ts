import type { Invocation } from '../invocation.ts'
import { environmentLines } from '../report/environment-view.ts'
import { onApplications } from '../session/servers/application.ts'
import { tellWhenItCounts } from '../session/when-it-counts.ts'

/** Names only: values stay on the server. */
export async function run(invocation: Invocation): Promise<number> {
  return onApplications(invocation, async ({ server, engine, owner, site }) => {
    const { keys } = await engine.call('environment', { owner, set: {}, unset: [] })
    invocation.report.result(server, keys, environmentLines)
    tellWhenItCounts(keys, site)
  })
}
