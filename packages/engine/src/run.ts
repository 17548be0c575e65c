import type { Event } from '@cabestan/protocol/events'
import { CabestanError, type Failure, toFailure } from '@cabestan/protocol/failures'
import { jsonLine } from '@cabestan/protocol/lines'
import { applyDescription } from './apply.ts'
import { type Emit, emitter } from './emitter.ts'
import type { Host } from './host/host.ts'
import { SteadyOutput } from './host/steady-output.ts'
import { writeHolder } from './ledger/lock.ts'
import { type DeployWork, ownerOf, pruneRuns, type RunRequest, readRequest } from './ledger/runs.ts'
import { assertWritable } from './preflight.ts'
import { scale } from './release/processes/scale.ts'
import { release } from './release/release.ts'
import { restart } from './release/restart.ts'
import { rollBack } from './release/rollback.ts'
import { stillWanted } from './release/still-wanted.ts'
import { VenvAhead } from './release/venv/venv-ahead.ts'
import { isServerSettled } from './settled.ts'
import type { Workshop } from './workshop.ts'

/**
 * The process inside the transient unit. systemd appends its standard output to the run's journal, which
 * every command line that follows reads; nothing here knows whether anyone does.
 */
export async function performRun(host: Host, run: string): Promise<number> {
  let changed = 0
  const journal = new SteadyOutput()
  const emit = emitter(host.clock, (event: Event) => {
    if (event.type === 'step-done' && event.outcome !== 'unchanged') changed += 1
    journal.write(jsonLine(event))
  })
  const request = await readRequest(host, run)
  if (!request) throw new CabestanError('run.unknown', { run })
  const began = host.clock.now()
  announce(request, emit)
  const failure = await failureOf(() => work(host, request, emit))
  emit({
    type: 'run-finished',
    run,
    outcome: failure ? 'failed' : 'done',
    changed,
    milliseconds: host.clock.now() - began,
    ...(failure ? { failure } : {}),
  })
  return failure ? 1 : 0
}

function announce({ run, by, work }: RunRequest, emit: Emit): void {
  const steps = work.task === 'deploy' ? work.description.steps.length : 0
  emit({ type: 'run-started', run, ...ownerOf(work), by, steps, task: work.task })
}

async function work(host: Host, request: RunRequest, emit: Emit): Promise<void> {
  await writeHolder(host, { by: request.by, run: request.run, since: host.clock.now() })
  await assertWritable(host)
  await perform(request, { host, emit })
  await pruneRuns(host)
}

function perform({ run, work, by, whenBusy }: RunRequest, workshop: Workshop): Promise<void> {
  switch (work.task) {
    case 'deploy':
      return deploy(work, { run, by, whenBusy }, workshop)
    case 'rollback':
      return rollBack(work, workshop)
    case 'restart':
      return restart(work, workshop)
    case 'scale':
      return scale(work, workshop)
  }
}

/**
 * The server, then the release: a server that is not as described cannot carry one. A release of a few lines of
 * code finds nothing to do there, which is seen faster by looking at all of it at once.
 */
async function deploy(
  asked: DeployWork,
  { run, by, whenBusy }: Pick<RunRequest, 'run' | 'by' | 'whenBusy'>,
  workshop: Workshop,
): Promise<void> {
  const work = whenBusy === 'wait' ? await stillWanted(asked, workshop) : asked
  if (!work.release) return applyDescription(work.description, workshop)
  const isDone = await isServerSettled(workshop.host, { run, work })
  const order = { ...work, release: work.release, by }
  const ahead = isDone ? null : new VenvAhead(order, workshop)
  if (ahead) await makeServer(work, workshop, ahead)
  await release(order, workshop, (await ahead?.ended()) ?? null)
}

async function makeServer({ description }: DeployWork, workshop: Workshop, ahead: VenvAhead): Promise<void> {
  try {
    await applyDescription(description, workshop, (step) => ahead.after(step))
  } catch (thrown) {
    await ahead.giveUp()
    throw thrown
  }
}

async function failureOf(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work()
    return undefined
  } catch (thrown) {
    return toFailure(thrown)
  }
}
