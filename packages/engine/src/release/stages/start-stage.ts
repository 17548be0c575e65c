import { CabestanError } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import { checkAgain } from '../build/check.ts'
import { compressAgain } from '../build/static-files.ts'
import { isListening } from '../colour/sockets.ts'
import type { ReleaseContext, Stage } from '../context.ts'
import { socketOf, startingMark, traversable } from '../places.ts'
import { watchWeb } from '../processes/fallen.ts'
import { lastWords } from '../processes/last-words.ts'
import { type Since, webLog } from '../processes/output-of.ts'
import { rest, wake } from '../processes/rest.ts'
import { startedMark } from '../processes/started-mark.ts'
import { endProgram, runsProgram, startProgram, takeUpFile } from '../processes/supervisor.ts'
import { applyReleaseSteps, bringBackFormerSteps } from '../release-steps.ts'

/** The new release starts in the colour that is not live: nobody reaches it yet. */
export const startStage: Stage = {
  async run(context) {
    await rest(context)
    await compressAgain(context)
    await checkAgain(context)
    await describeProcesses(context)
    await pointColour(context)
    await start(context)
    return 'done'
  },
  undo: stop,
}

/** supervisor's file is the same from release to release, unless the processes themselves are others. */
async function describeProcesses(context: ReleaseContext): Promise<void> {
  await applyReleaseSteps(context, isOfSupervisor)
}

const isOfSupervisor = (step: Step) => step.kind === 'supervisor-program'

async function pointColour({ host, places, colour, release }: ReleaseContext): Promise<void> {
  const directory = `${places.colours}/${colour}`
  await host.files.createDirectory(places.colours, traversable)
  await host.files.createDirectory(directory, traversable)
  await host.files.link(`${directory}/release`, `../../releases/${release.directoryName}`)
  await host.files.link(`${directory}/socket`, socketOf(places, colour))
}

async function start(context: ReleaseContext): Promise<void> {
  const { host, order, places, colour, made } = context
  const program = order.web.programs[colour]
  await end(context)
  const log = await webLog(host, places, colour)
  made.said = log
  await clearStarts(context)
  await host.files.write(startingMark(places, colour), `${firstWorkers(context)}\n`, {
    owner: 'root',
    group: order.name,
    mode: '0640',
  })
  // Which starts it, where supervisor did not know it yet.
  await takeUpFile(context, program, order.web.stopSeconds)
  await startProgram(host, program)
  await untilItListens(context, log)
}

/** Two releases at once need twice the memory, and workers that start at once share the cores. */
function firstWorkers({ order: { web }, live }: ReleaseContext): number {
  return live ? web.firstWorkers : web.workers
}

async function clearStarts({ host, places, colour }: ReleaseContext): Promise<void> {
  await host.files.remove(startedMark(places, 'web', colour))
  await host.files.remove(socketOf(places, colour))
}

const pollMs = 50

async function untilItListens(context: ReleaseContext, log: Since): Promise<void> {
  const { host, order, places, colour } = context
  const deadline = host.clock.now() + order.probe.seconds * 1000
  const web = watchWeb(host, startedMark(places, 'web', colour), log)
  while (!(await isListening(host, socketOf(places, colour)))) {
    if (await web.hasFallen()) throw await neverUp('start.crashed', context, log)
    if (host.clock.now() > deadline) throw await neverUp('start.silent', context, log)
    await host.clock.sleep(pollMs)
  }
}

/** Also of a process that listens, and whose workers fall over before they answer. */
export async function neverUp(
  code: 'start.crashed' | 'start.silent',
  { order, output }: ReleaseContext,
  log: Since,
): Promise<CabestanError> {
  const { error, place, tail } = lastWords(await log.inTheEnd())
  for (const line of tail.split('\n')) output(line)
  const values = { seconds: String(order.probe.seconds), error, place }
  return new CabestanError(code, values, tail === '' ? {} : { detail: { tail } })
}

async function stop(context: ReleaseContext): Promise<void> {
  const { order, colour, services } = context
  await end(context)
  await bringBackFormerSteps(context, isOfSupervisor)
  // No other program was told of the new file.
  await takeUpFile(context, order.web.programs[colour], order.web.stopSeconds)
  await services.haveBeenRead('supervisor')
  await wake(context)
}

async function end({ host, order, places, colour }: ReleaseContext): Promise<void> {
  await host.files.remove(startingMark(places, colour))
  const program = order.web.programs[colour]
  if (await runsProgram(host, program)) await endProgram(host, program, order.web.stopSeconds)
}
