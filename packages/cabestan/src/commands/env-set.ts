import type { Invocation } from '../invocation.ts'
import { environmentLines } from '../report/environment-view.ts'
import { assertOwn, keysTyped, valuesFor } from '../session/environment-values.ts'
import { onApplicationsOf } from '../session/servers/application.ts'
import { openSite } from '../session/servers/site.ts'
import { tellWhatChecksMiss, tellWhenItCounts } from '../session/when-it-counts.ts'

/** Values come from a prompt or from standard input, and go into the server's own file. */
export async function run(invocation: Invocation): Promise<number> {
  const keys = keysTyped(invocation.words, 'cabestan env set --help')
  assertOwn(keys)
  const site = await openSite(invocation)
  const values = await valuesFor(keys, invocation)
  return onApplicationsOf(site, async ({ server, engine, owner }) => {
    const set = Object.fromEntries([...values].map(([key, value]) => [key, value.reveal()]))
    const { keys: all } = await engine.call('environment', { owner, set, unset: [] })
    invocation.report.result(
      server,
      all.filter(({ key }) => keys.includes(key)),
      environmentLines,
    )
    tellWhenItCounts(all, site)
    tellWhatChecksMiss(keys, site)
  })
}
