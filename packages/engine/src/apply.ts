import type { Change } from '@cabestan/protocol/changes'
import type { Description } from '@cabestan/protocol/descriptions'
import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { Readings } from './facts/readings.ts'
import { AccessSection } from './guard/access-section.ts'
import { writeClaim } from './ledger/claims.ts'
import { type Work, workFor } from './plan.ts'
import { settlingOrder } from './services/known-services.ts'
import { PendingServices } from './services/pending-services.ts'
import type { ApplyContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'
import type { Workshop } from './workshop.ts'

type Outcome = 'unchanged' | 'changed' | 'removed'

interface Task {
  readonly step: Step
  readonly wanted: boolean
  /** The step's place in the whole description. */
  readonly index: number
}

/** Makes the server what the description says, and calls `onDone` after each step. */
export async function applyDescription(
  description: Description,
  workshop: Workshop,
  onDone: (step: Step) => void = () => {},
): Promise<void> {
  const { host, emit } = workshop
  const readings = new Readings(host)
  const services = new PendingServices(host, emit)
  const work = await workFor(host, description)
  const tasks = orderTasks(work)
  const access = new AccessSection(workshop, {
    services,
    login: description.login,
    steps: work.steps.concat(work.removals),
  })
  await access.clearLeftOver()
  await services.clearLeftOver()
  const beside = new Beside()
  const course = {
    total: work.steps.length + work.removals.length,
    tools: { workshop, readings, services, access },
    beside,
    onDone,
  }
  try {
    await inTurn(tasks.before, course)
    const proof = access.cover(() => inTurn(tasks.guarded, course))
    beside.add(proof)
    // These steps change nothing about access, so a failure among them is no reason to put the access settings back.
    await inTurn(tasks.behind, course, proof)
    await proof
    await services.settle()
  } finally {
    await beside.ended()
  }
  beside.assertDone()
  await writeClaim(host, {
    ...description.owner,
    login: description.login,
    at: host.clock.now(),
    steps: description.steps,
    release: work.own?.release ?? [],
  })
}

interface Course {
  readonly total: number
  readonly tools: Tools
  readonly beside: Beside
  readonly onDone: (step: Step) => void
}

async function inTurn(tasks: readonly Task[], course: Course, proof?: Promise<void>): Promise<void> {
  const { total, tools, beside, onDone } = course
  for (const task of tasks) {
    const { isApart, awaitsProof } = kindOf(task.step)
    if (awaitsProof) await proofFor(task, tools, proof)
    const work = perform(task, { index: task.index, total }, tools)
    // What is taken away is waited for: the next one may be what it stands on.
    if (isApart && task.wanted) beside.add(work)
    else await work
    if (task.wanted) onDone(task.step)
  }
}

/** What was described before it is read by its services in the meantime, except what awaits the proof as well. */
async function proofFor({ step, wanted }: Task, tools: Tools, proof?: Promise<void>): Promise<void> {
  const ahead = wanted ? kindOf(step).beforeProof?.(step, contextFor(stepId(step), tools)) : undefined
  await Promise.all([ahead?.catch(() => {}), tools.services.settle(settledBeforeProof), proof])
}

const settledBeforeProof = settlingOrder.filter((service) => service !== 'ssh' && service !== 'fail2ban')

/** Work that runs beside the rest. It is stopped when the run ends, and a failure in it is still reported. */
class Beside {
  readonly #works: Promise<unknown>[] = []
  readonly #failures: unknown[] = []

  add(work: Promise<unknown>): void {
    this.#works.push(work.catch((thrown: unknown) => void this.#failures.push(thrown)))
  }

  async ended(): Promise<void> {
    await Promise.all(this.#works)
  }

  assertDone(): void {
    if (this.#failures.length > 0) throw this.#failures[0]
  }
}

interface Tasks {
  readonly before: readonly Task[]
  /** Steps that could lock somebody out. Removing such a step is guarded exactly like adding it. */
  readonly guarded: readonly Task[]
  /**
   * These steps need nothing of the access steps, so they use the time in which those mostly wait for the owner's
   * proof.
   */
  readonly behind: readonly Task[]
}

function orderTasks({ steps, removals }: Work): Tasks {
  const first = Math.max(steps.findIndex(isGuarded), 0)
  const last = steps.findLastIndex(isGuarded) + 1
  const going = removals.filter(isGuarded)
  const tasks = [
    ...steps.slice(0, last).map((step) => ({ step, wanted: true })),
    ...going.map((step) => ({ step, wanted: false })),
    ...steps.slice(last).map((step) => ({ step, wanted: true })),
    ...removals.filter((step) => !isGuarded(step)).map((step) => ({ step, wanted: false })),
  ].map((task, index) => ({ ...task, index }))
  const end = last + going.length
  return { before: tasks.slice(0, first), guarded: tasks.slice(first, end), behind: tasks.slice(end) }
}

function isGuarded(step: Step): boolean {
  return kindOf(step).guards !== undefined
}

interface Tools {
  readonly workshop: Workshop
  readonly readings: Readings
  readonly services: PendingServices
  readonly access: AccessSection
}

async function perform(task: Task, place: { index: number; total: number }, tools: Tools): Promise<Outcome> {
  const { emit, host } = tools.workshop
  const id = stepId(task.step)
  const began = host.clock.now()
  emit({ type: 'step-started', id, ...place })
  try {
    const outcome = task.wanted ? await makeSo(task.step, id, tools) : await takeAway(task.step, id, tools)
    emit({ type: 'step-done', id, outcome, milliseconds: host.clock.now() - began })
    tools.access.follow(task.step)
    return outcome
  } catch (thrown) {
    const failure = { ...toFailure(thrown), step: id }
    emit({ type: 'step-failed', id, failure })
    throw CabestanError.from(failure)
  }
}

async function makeSo(step: Step, id: string, tools: Tools): Promise<Outcome> {
  const kind = kindOf(step)
  const context = contextFor(id, tools)
  const change = await kind.check(step, context)
  if (!change) return 'unchanged'
  await tools.access.prepareFor(step)
  try {
    await kind.apply(step, change, context)
  } finally {
    tools.readings.forget()
  }
  const left = await kind.check(step, context)
  if (left) throw (await kind.whyNot?.(step, context)) ?? unproven(id, left)
  return 'changed'
}

async function takeAway(step: Step, id: string, tools: Tools): Promise<Outcome> {
  await tools.access.prepareFor(step)
  try {
    await kindOf(step).remove?.(step, contextFor(id, tools))
  } finally {
    tools.readings.forget()
  }
  return 'removed'
}

function contextFor(id: string, { workshop: { host, emit }, readings, services }: Tools): ApplyContext {
  return {
    host,
    readings,
    services,
    output: (line) => emit({ type: 'output', id, line }),
    waiting: (what, holder) => emit({ type: 'waiting', id, what, holder }),
  }
}

/** The step was applied and its check still finds a difference: something else on the server works against it. */
function unproven(id: string, left: Change): CabestanError {
  return new CabestanError(
    'step.unproven',
    { step: id },
    { detail: { tail: JSON.stringify(left.items, null, 1) } },
  )
}
