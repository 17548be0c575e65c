import type { ServiceState } from '@cabestan/protocol/facts'
import type { RunSummary, Status } from '@cabestan/protocol/messages'
import type { PlannedChange } from '@cabestan/protocol/plans'
import { stepId } from '@cabestan/protocol/steps'
import { Readings } from './facts/readings.ts'
import { readFacts } from './facts/system.ts'
import type { Host } from './host/host.ts'
import { type Claim, claimedSteps, readClaims } from './ledger/claims.ts'
import { isRunning, readEvents } from './ledger/journal.ts'
import { listRuns, readRequest, summarize } from './ledger/runs.ts'
import { unionWithOthers } from './ledger/union.ts'
import { readApplication } from './release/application.ts'
import { kindOf } from './steps/registry.ts'

/** The server as it is. It needs no configuration: the server's own record says what it should be. */
export async function readStatus(host: Host): Promise<Status> {
  const claims = await readClaims(host)
  const [facts, services, drift, runs, applications] = await Promise.all([
    readFacts(host),
    readServices(host),
    readDrift(host, claims),
    readRuns(host),
    readApplications(host, claims),
  ])
  return {
    facts,
    services,
    drift,
    runs,
    owners: claims.map(({ app, environment }) => ({ app, environment })),
    applications,
  }
}

/** Not ufw's: its unit only loads the rules at boot; whether they stand now, the firewall's step checks. */
const watchedUnits = [
  'ssh.socket',
  'ssh.service',
  'fail2ban.service',
  'unattended-upgrades.service',
  'nginx.service',
  'supervisor.service',
  'postgresql.service',
  'redis-server.service',
  // One for each application that has a Redis.
  'redis-server@*.service',
]

async function readServices(host: Host): Promise<ServiceState[]> {
  const properties = '--property=Id,LoadState,ActiveState,UnitFileState,ActiveEnterTimestamp'
  const { stdout } = await host.exec(['systemctl', 'show', properties, ...watchedUnits])
  return whoListensForSsh(stdout.trim().split('\n\n').flatMap(parseUnit))
}

/** Where systemd listens, as on Ubuntu, the service is none that starts at boot; elsewhere the socket rests. */
function whoListensForSsh(units: readonly ServiceState[]): ServiceState[] {
  const socket = units.find(({ unit }) => unit === 'ssh.socket')
  const idle = socket?.active === 'active' ? 'ssh.service' : 'ssh.socket'
  return units.filter(({ unit }) => unit !== idle)
}

function parseUnit(block: string): ServiceState[] {
  const fields = new Map(
    block.split('\n').map((line) => [line.split('=', 1)[0], line.replace(/^[^=]*=/, '')]),
  )
  if (fields.get('LoadState') !== 'loaded') return []
  return [
    {
      unit: fields.get('Id') ?? '',
      active: fields.get('ActiveState') ?? '',
      enabled: fields.get('UnitFileState') ?? '',
      since: fields.get('ActiveEnterTimestamp') || null,
    },
  ]
}

async function readDrift(host: Host, claims: readonly Claim[]): Promise<PlannedChange[]> {
  const readings = new Readings(host)
  const claimed = claims.flatMap((claim) =>
    unionWithOthers(
      claimedSteps(claim),
      claims.filter((each) => each !== claim),
    ),
  )
  const steps = [...new Map(claimed.map((step) => [stepId(step), step])).entries()]
  const drift = await Promise.all(
    steps.map(async ([id, step]) => {
      const change = await kindOf(step).check(step, { host, readings })
      return change ? { id, step, change, drift: true } : null
    }),
  )
  return drift.filter((change) => change !== null)
}

function readApplications(host: Host, claims: readonly Claim[]): Promise<Status['applications']> {
  return Promise.all(
    claims.map(async ({ app, environment }) => {
      const owner = { app, environment }
      return { owner, state: await readApplication(host, owner) }
    }),
  )
}

async function readRuns(host: Host): Promise<RunSummary[]> {
  const names = (await listRuns(host)).slice(0, 10)
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
