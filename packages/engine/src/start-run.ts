import { CabestanError } from '@cabestan/protocol/failures'
import type { Host } from './host/host.ts'
import { run as mustSucceed } from './host/run.ts'
import { isLocked, readHolder, underLock } from './ledger/lock.ts'
import { eventsPath, newRunId, type RunRequest, recordRequest, runUnit } from './ledger/runs.ts'
import type { Caller } from './serve.ts'
import { restoringAtItsEnd } from './services/unjudged.ts'

/** Starts the work in a transient unit of its own, so that it outlives this connection; answers its name. */
export async function startRun(
  request: Omit<RunRequest, 'run' | 'startedAt'>,
  { host, onEvent }: Caller,
): Promise<string> {
  const startedAt = host.clock.now()
  const run = newRunId(startedAt, Math.random)
  if (await isLocked(host)) {
    const holder = (await readHolder(host)) ?? { by: '?', run: '?' }
    if (request.whenBusy === 'refuse') throw new CabestanError('run.busy', { by: holder.by, run: holder.run })
    onEvent({ type: 'waiting', at: startedAt, id: '', what: 'run-lock', holder: holder.by })
  }
  await recordRequest(host, { run, startedAt, ...request })
  await startUnit(host, run)
  return run
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
    // What packages start must not die with the run.
    '--property=KillMode=mixed',
    restoringAtItsEnd,
    ...underLock([process.execPath, process.argv[1] ?? '', 'run', run]),
  ])
}
