import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import type { ProgramOrder } from '@cabestan/protocol/orders'
import { untilUnused } from '../colour/drain.ts'
import { trafficSince } from '../colour/traffic.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { runHooks } from '../hooks.ts'
import { restingMark } from '../places.ts'
import { expectStart, type ProcessStart } from '../processes/process-health.ts'
import { wake } from '../processes/rest.ts'
import { runsProgram, startProgram, stopProgram, takeUpFile } from '../processes/supervisor.ts'
import { growWorkers } from '../processes/workers.ts'

/** The former release ends what it has begun, and the other processes change to the new one. */
export const drainStage: Stage = {
  async run(context) {
    try {
      return await changeProcesses(context)
    } finally {
      await wake(context)
    }
  },
}

async function changeProcesses(context: ReleaseContext): Promise<'done'> {
  const { host, order, made } = context
  const offset = (await host.files.stat(order.web.accessLog))?.size ?? 0
  await drain(context)
  const since = await trafficSince(host, order.web.accessLog, offset)
  made.requests += since.requests
  made.lost += since.lost
  await growWorkers(context, 'drain')
  const started = await startProcesses(context)
  // While they prove that they stay. Each has read its part of a changed file; left are programs that are no more.
  await everyOne([started.stay(), context.services.settle(['supervisor'])])
  await runHooks(context)
  return 'done'
}

async function drain(context: ReleaseContext): Promise<void> {
  const { host, order, live, note } = context
  if (!live) return
  const open = await untilUnused(context, live.colour)
  const program = order.web.programs[live.colour]
  if (await runsProgram(host, program)) await stopProgram(host, program, order.web.stopSeconds)
  // It is not its turn, so it ends at once where this starts it.
  await takeUpFile(context, program, order.web.stopSeconds)
  if (open > 0) note('drain.cut', { count: open, seconds: order.web.drainSeconds })
  else note('drained')
}

/** Each by a warm shutdown with the time that its tasks need, all at once. */
export async function restartProcesses(context: ReleaseContext): Promise<void> {
  await (await startProcesses(context)).stay()
}

interface Started {
  /** Ends when each has run for a moment, and fails with the first that has not. */
  stay(): Promise<void>
}

async function startProcesses(context: ReleaseContext): Promise<Started> {
  const starts = await everyOne(context.order.programs.map((program) => restartProcess(program, context)))
  return { stay: async () => void (await everyOne(starts.map((start) => start.assertStays()))) }
}

/** None is left alone at its work because another one failed. */
async function everyOne<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const outcomes = await Promise.allSettled(works)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw CabestanError.from(toFailure(outcome.reason))
    return outcome.value
  })
}

async function restartProcess(order: ProgramOrder, context: ReleaseContext): Promise<ProcessStart> {
  const { name, program, count, stopSeconds } = order
  const { host, places, note } = context
  const ran = await runsProgram(host, program)
  if (ran) {
    const killed = await stopProgram(host, program, stopSeconds)
    if (killed) note('process.killed', { process: name, seconds: stopSeconds })
  }
  await host.files.remove(restingMark(places, name))
  const start = await expectStart(host, places, { process: name, count })
  await takeUpFile(context, program, stopSeconds)
  if (count === 0) {
    note('process.scaled', { process: name, count })
    return start
  }
  await startProgram(host, program)
  note(ran ? 'process.restarted' : 'process.started', { process: name })
  return start
}
