import type { RunSummary } from '@cabestan/protocol/runs'
import { publicAddresses } from '../servers/public-addresses.ts'
import type { Visit } from '../servers/site.ts'
import { follow } from './deployment.ts'
import { prove } from './proof.ts'

export interface LiveSite {
  readonly addresses: readonly string[]
  readonly path: string
  /** There is no release to go back to. */
  readonly isFirst: boolean
}

/** As the world outside sees it. */
export async function tellProof(visit: Visit, { isFirst, ...asked }: LiveSite): Promise<void> {
  const { server, site } = visit
  const domains = site.configuration.domains.filter((name) => !name.startsWith('*'))
  const proof = await prove({ ...asked, domains })
  const isShut = proof.status === maintenanceStatus && (await hasMaintenance(visit))
  site.invocation.report.proof(server, proof, { isFirst, isShut })
}

const maintenanceStatus = 503

/** Somebody may have it shown on purpose: then the site is not to blame. */
async function hasMaintenance({ engine, site: { configuration } }: Visit): Promise<boolean> {
  const { app, environment } = configuration
  const { maintenance } = await engine.call('application', { owner: { app, environment } })
  return maintenance
}

/** Joins a run, and ends as the deploy itself would have: whoever comes back wants to know whether the site is there. */
export async function followToTheProof(visit: Visit): Promise<RunSummary> {
  let path: string | null = null
  const run = await follow(visit, (event) => {
    if (event.type === 'notice' && event.code === 'probe.answered') path = event.values['path'] ?? null
  })
  const { release } = run
  if (path === null || !release || run.live !== release.number || !isOurs(run, visit)) return run
  const addresses = await publicAddresses(visit, await visit.engine.call('facts', {}))
  await tellProof(visit, { addresses, path, isFirst: release.former === null })
  return run
}

/** The last run on a server may be that of another application, whose domains we do not know. */
function isOurs({ owner }: RunSummary, { site: { configuration } }: Visit): boolean {
  return owner.app === configuration.app && owner.environment === configuration.environment
}
