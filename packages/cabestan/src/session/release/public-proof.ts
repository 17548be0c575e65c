import type { EventOf } from '@cabestan/protocol/events'
import type { ReleaseRecord } from '@cabestan/protocol/releases'
import type { RunSummary } from '@cabestan/protocol/runs'
import { publicAddresses } from '../servers/public-addresses.ts'
import type { Visit } from '../servers/site.ts'
import { follow } from './deployment.ts'
import { readingOf, tellFirstSteps } from './first-steps.ts'
import { prove } from './proof.ts'

export interface LiveSite {
  readonly addresses: readonly string[]
  readonly path: string
  /** There is no release to go back to. */
  readonly isFirst: boolean
}

/** Asks for the site as the world outside does, and reports what comes. */
export async function tellProof(visit: Visit, { isFirst, ...asked }: LiveSite): Promise<void> {
  const { server, site } = visit
  const domains = site.configuration.domains.filter((name) => !name.startsWith('*'))
  const proof = await prove({ ...asked, domains })
  const isShut = proof.status === maintenanceStatus && (await hasMaintenance(visit))
  site.invocation.report.proof(server, proof, { isFirst, isShut })
}

const maintenanceStatus = 503

/** Somebody may have turned the maintenance page on, and then the site is not to blame for its status. */
async function hasMaintenance({ engine, site: { configuration } }: Visit): Promise<boolean> {
  const { app, environment } = configuration
  const { maintenance } = await engine.call('application', { owner: { app, environment } })
  return maintenance
}

/**
 * Joins a run, and ends as the deploy itself would have: whoever comes back wants to know whether the site is there,
 * and what is left to do.
 */
export async function followToTheProof(visit: Visit): Promise<RunSummary> {
  const notices: Notice[] = []
  const run = await follow(visit, (event) => {
    if (event.type === 'notice') notices.push(event)
  })
  const path = pathIn(notices, 'probe.answered')
  const { release } = run
  if (path && release && run.live === release.number && isOurs(run, visit))
    await tellLive(visit, release, { path, notices })
  return run
}

type Notice = EventOf<'notice'>

function pathIn(notices: readonly Notice[], code: Notice['code']): string | undefined {
  return notices.findLast((notice) => notice.code === code)?.values['path']
}

async function tellLive(
  visit: Visit,
  release: ReleaseRecord,
  { path, notices }: { readonly path: string; readonly notices: readonly Notice[] },
): Promise<void> {
  const addresses = await publicAddresses(visit, await visit.engine.call('facts', {}))
  const isFirst = release.former === null
  await tellProof(visit, { addresses, path, isFirst })
  const data = isFirst ? await readingOf(release, visit) : null
  const hasFixtures = notices.some(({ code }) => code === 'fixtures.loaded')
  if (data) tellFirstSteps(visit, data, { seed: pathIn(notices, 'database.seeded') ?? null, hasFixtures })
}

/** The last run on a server may be that of another application, whose domains we do not know. */
function isOurs({ owner }: RunSummary, { site: { configuration } }: Visit): boolean {
  return owner.app === configuration.app && owner.environment === configuration.environment
}
