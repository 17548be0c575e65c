import type { RunSummary } from '@cabestan/protocol/runs'
import type { Status } from '@cabestan/protocol/status'
import { readDrift } from './drift.ts'
import { readServices } from './facts/services.ts'
import { readFacts } from './facts/system.ts'
import type { Host } from './host/host.ts'
import { type Claim, readClaims } from './ledger/claims.ts'
import { readDeeds } from './ledger/deeds.ts'
import { isRunning, readEvents } from './ledger/journal.ts'
import { listRuns, readRequest, summarize } from './ledger/runs.ts'
import { readApplication } from './release/application/application.ts'

/** The server as it is. No configuration is needed, because the server's own record says what it should be. */
export async function readStatus(host: Host): Promise<Status> {
  const claims = await readClaims(host)
  const [facts, services, { drift, unjudged }, runs, deeds, applications] = await Promise.all([
    readFacts(host),
    readServices(host),
    readDrift(host, claims),
    readRuns(host),
    readDeeds(host),
    readApplications(host, claims),
  ])
  return {
    facts,
    services,
    drift,
    unjudged,
    runs,
    deeds: deeds.slice(0, shown),
    owners: claims.map(({ app, environment }) => ({ app, environment })),
    applications,
  }
}

function readApplications(host: Host, claims: readonly Claim[]): Promise<Status['applications']> {
  return Promise.all(
    claims.map(async ({ app, environment }) => {
      const owner = { app, environment }
      return { owner, state: await readApplication(host, owner) }
    }),
  )
}

/** More than this nobody reads. */
const shown = 10

async function readRuns(host: Host): Promise<RunSummary[]> {
  const names = (await listRuns(host)).slice(0, shown)
  const summaries = await Promise.all(names.map((run) => readRun(host, run)))
  return summaries.filter((summary) => summary !== null)
}

async function readRun(host: Host, run: string): Promise<RunSummary | null> {
  const request = await readRequest(host, run)
  if (!request) return null
  const events = await readEvents(host, run)
  const finished = events.at(-1)?.type === 'run-finished'
  return summarize(request, events, !finished && (await isRunning(host, run)))
}
