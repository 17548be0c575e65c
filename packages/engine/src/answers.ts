import type { Owner } from '@cabestan/protocol/descriptions'
import type { Event } from '@cabestan/protocol/events'
import { CabestanError } from '@cabestan/protocol/failures'
import { type Method, type ParsedParams, protocolVersions, type Result } from '@cabestan/protocol/messages'
import type { RunSummary } from '@cabestan/protocol/runs'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Caller, ConnectedCaller } from './caller.ts'
import { collectDiagnosis } from './diagnosis.ts'
import { readFacts } from './facts/system.ts'
import { Guard } from './guard/guard.ts'
import type { Host } from './host/host.ts'
import { followEvents, isRunning, readEvents } from './ledger/journal.ts'
import { readReleases } from './ledger/releases.ts'
import { listRuns, type RunRequest, readRequest, summarize } from './ledger/runs.ts'
import { liveOrder, readApplication } from './release/application/application.ts'
import { setMaintenance } from './release/application/maintenance.ts'
import { readLive } from './release/colour/live.ts'
import { readMadeMigrations } from './release/database/migrations/made-migrations.ts'
import { changeEnvironmentInTurn } from './release/environment/environment-apart.ts'
import { tellLogs } from './release/logs/logs.ts'
import { placesOf } from './release/places.ts'
import { scalable } from './release/processes/scale.ts'
import { assertRestartable } from './release/restart.ts'
import { planRollback } from './release/rollback.ts'
import { writtenThere } from './release/source/written.ts'
import { receivePiece } from './release/uploads.ts'
import { planRemoval } from './removal.ts'
import { startRemoval } from './removal-run.ts'
import { startRun, whoHolds } from './start-run.ts'
import { readStatus } from './status.ts'

type Answers = {
  readonly [M in Method]: (params: ParsedParams<M>, caller: ConnectedCaller) => Promise<Result<M>>
}

const all: Answers = {
  hello: async ({ version, now }, { host }) => {
    const known: readonly number[] = protocolVersions
    if (!known.includes(version)) throw new CabestanError('protocol.version', { version: String(version) })
    return { clockOffsetSeconds: (host.clock.now() - now) / 1000 }
  },
  facts: (_params, { host }) => readFacts(host),
  plan: (description, { host, sight }) => sight.plan(host, description),
  turn: async (_params, { host }) => {
    const holder = await whoHolds(host)
    return { holder: holder && { by: holder.by, run: holder.run } }
  },
  deploy: ({ by, whenBusy, ...work }, caller) => {
    const settledAt = caller.sight.settledAt(work.description)
    return followed({ by, whenBusy, work: { task: 'deploy', ...work, settledAt } }, caller)
  },
  application: ({ owner }, { host }) => readApplication(host, owner),
  liveOrder: async ({ owner: { app, environment } }, { host }) => {
    const places = placesOf(nameOnServer(app, environment))
    return { order: await liveOrder(host, await readLive(host, places)) }
  },
  upload: async (piece, { host }) => {
    await receivePiece(host, piece)
    return {}
  },
  rollbackPlan: ({ owner, to }, { host }) => planRollback(host, owner, to),
  rollback: ({ by, whenBusy, ...work }, caller) =>
    followed({ by, whenBusy, work: { task: 'rollback', ...work } }, caller),
  restart: async ({ by, whenBusy, ...work }, caller) => {
    await assertRestartable(caller.host, work)
    return followed({ by, whenBusy, work: { task: 'restart', ...work } }, caller)
  },
  scale: async ({ by, whenBusy, ...work }, caller) => {
    await scalable(caller.host, work)
    return followed({ by, whenBusy, work: { task: 'scale', ...work } }, caller)
  },
  maintenance: (wish, { host }) => setMaintenance(host, wish),
  environment: (wish, { host }) => changeEnvironmentInTurn(host, wish),
  logs: async (wish, caller) => {
    await tellLogs(wish, caller)
    return {}
  },
  madeMigrations: (wanted, { host }) => readMadeMigrations(host, wanted),
  writtenThere: async ({ owner: { app, environment } }, { host }) => ({
    objects: await writtenThere(host, placesOf(nameOnServer(app, environment))),
  }),
  follow: async ({ run }, caller) => follow(run ?? (await newestRun(caller)), caller),
  disarm: async ({ token }, { host }) => {
    await new Guard(host).disarm(token)
    return {}
  },
  status: (_params, { host }) => readStatus(host),
  removal: (scope, { host }) => planRemoval(host, scope),
  remove: (wish, { host }) => startRemoval(host, wish),
  diagnose: (_params, { host }) => collectDiagnosis(host),
}

/**
 * Answers a method whose name is only known at run time. Its parameters were parsed by that method's schema already.
 */
export const answers = all as {
  readonly [M in Method]: (params: unknown, caller: ConnectedCaller) => Promise<unknown>
}

async function followed(request: Omit<RunRequest, 'run' | 'startedAt'>, caller: Caller): Promise<RunSummary> {
  return follow(await startRun(request, caller), caller)
}

async function follow(run: string, { host, onEvent }: Caller): Promise<RunSummary> {
  const request = await readRequest(host, run)
  if (!request) throw new CabestanError('run.unknown', { run })
  for await (const event of followEvents(host, run)) onEvent(event)
  const events = await readEvents(host, run)
  const summary = summarize(request, events, await isRunning(host, run))
  return { ...summary, ...(await releaseOf(host, summary.owner, events)) }
}

/** What became of the run’s release, and which release is live now. */
async function releaseOf(
  host: Host,
  { app, environment }: Owner,
  events: readonly Event[],
): Promise<Pick<RunSummary, 'release' | 'live'>> {
  const started = events.find((event) => event.type === 'release-started')
  if (!started) return {}
  const places = placesOf(nameOnServer(app, environment))
  const [records, live] = await Promise.all([readReleases(host, places.name), readLive(host, places)])
  const release = records.find(({ number }) => number === started.number)
  return { ...(release ? { release } : {}), live: live?.places.number ?? null }
}

async function newestRun({ host }: Caller): Promise<string> {
  const [run] = await listRuns(host)
  if (!run) throw new CabestanError('run.unknown', { run: '' })
  return run
}
