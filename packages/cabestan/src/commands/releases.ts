import type { Invocation } from '../invocation.ts'
import { releasesLines } from '../report/releases-view.ts'
import { onApplications } from '../session/servers/application.ts'

/** What was released when, by whom, and how it went. Newest first. */
export async function run(invocation: Invocation): Promise<number> {
  const { report } = invocation
  return onApplications(invocation, async ({ server, engine, owner }) => {
    report.looking(server)
    const { releases, live } = await engine.call('application', { owner })
    report.idle(server)
    const newest = releases.toSorted((a, b) => b.number - a.number)
    const marked = newest.map((record) => ({ ...record, live: record.number === live?.number }))
    report.result(server, marked, releasesLines)
  })
}
