import { CabestanError } from '@cabestan/protocol/failures'
import type { Caller } from './caller.ts'
import type { Host } from './host/host.ts'
import { run as mustSucceed } from './host/run.ts'
import { readEvents } from './ledger/journal.ts'
import { type Holder, isLocked, readHolder, underLock } from './ledger/lock.ts'
import { eventsPath, newRunId, type RunRequest, recordRequest, runUnit } from './ledger/runs.ts'
import { restoringAtItsEnd } from './services/unjudged.ts'

/** Starts the work in a transient unit of its own, so that it outlives this connection. Returns the run's name. */
export async function startRun(
  request: Omit<RunRequest, 'run' | 'startedAt'>,
  { host, onEvent }: Caller,
): Promise<string> {
  const startedAt = host.clock.now()
  const run = newRunId(startedAt, Math.random)
  const holder = await whoHolds(host)
  if (holder) {
    if (request.whenBusy === 'refuse')
      throw busyFor(request.work.task === 'deploy' ? 'deploy' : 'other', holder)
    onEvent({ type: 'waiting', at: startedAt, id: '', what: 'run-lock', holder: holder.by })
  }
  await recordRequest(host, { run, startedAt, ...request })
  await startUnit(host, run)
  return run
}

/** Only a deploy can be asked to wait for its turn. */
export function busyFor(wanted: 'deploy' | 'other', { by, run }: Pick<Holder, 'by' | 'run'>): CabestanError {
  return new CabestanError('run.busy', { by, run, wanted })
}

const pollMs = 50
const lastMomentsMs = 10_000

/** A run that has reported its end holds the lock for a moment longer, which is no reason to refuse. */
export async function whoHolds(host: Host): Promise<Pick<Holder, 'by' | 'run'> | null> {
  const until = host.clock.now() + lastMomentsMs
  for (;;) {
    if (!(await isLocked(host))) return null
    const holder = (await readHolder(host)) ?? { by: '?', run: '?' }
    const last = (await readEvents(host, holder.run)).at(-1)
    if (last?.type !== 'run-finished' || host.clock.now() > until) return holder
    await host.clock.sleep(pollMs)
  }
}

async function startUnit(host: Host, run: string): Promise<void> {
  await mustSucceed(host, [
    'systemd-run',
    '--quiet',
    '--collect',
    `--unit=${runUnit(run)}`,
    `--description=Cabestan run ${run}`,
    '--service-type=exec',
    `--property=StandardOutput=append:${eventsPath(run)}`,
    // Programs that packages start must not die with the run.
    '--property=KillMode=mixed',
    restoringAtItsEnd,
    ...underLock([process.execPath, process.argv[1] ?? '', 'run', run]),
  ])
}
