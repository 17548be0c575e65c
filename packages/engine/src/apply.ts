import type { Change } from '@cabestan/protocol/changes'
import type { Description } from '@cabestan/protocol/descriptions'
import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { type Step, stepId } from '@cabestan/protocol/steps'
import type { Emit } from './emitter.ts'
import { Readings } from './facts/readings.ts'
import { AccessSection } from './guard/access-section.ts'
import type { Host } from './host/host.ts'
import { writeClaim } from './ledger/claims.ts'
import { type Work, workFor } from './plan.ts'
import { PendingServices } from './services/pending-services.ts'
import type { ApplyContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'

export interface Workshop {
  readonly host: Host
  readonly emit: Emit
}

type Outcome = 'unchanged' | 'changed' | 'removed'

interface Task {
  readonly step: Step
  readonly wanted: boolean
}

/** Makes the server what the description says; `onDone` is told of each step of it. */
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
    steps: tasks.map(({ step }) => step),
  })
  await access.clearLeftOver()
  await services.clearLeftOver()
  const beside = new Beside()
  const tools = { workshop, readings, services, access }
  try {
    for (const [index, task] of tasks.entries()) {
      const work = () => perform(task, { index, total: tasks.length }, tools)
      // What fails there is no reason to put access settings back.
      if (kindOf(task.step).isApart) beside.add(work())
      else await access.cover(index, work)
      if (task.wanted) onDone(task.step)
    }
  } finally {
    await beside.ended()
  }
  beside.assertDone()
  await services.settle()
  await writeClaim(host, {
    ...description.owner,
    login: description.login,
    at: host.clock.now(),
    steps: description.steps,
    release: work.own?.release ?? [],
  })
}

/** Work that others do not wait for. None of it goes on when the run has ended, and no failure of it is lost. */
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

/** What goes and could lock somebody out goes under the same guard as what comes. */
function orderTasks(work: Work): Task[] {
  const wanted = work.steps.map((step) => ({ step, wanted: true }))
  const going = work.removals.map((step) => ({ step, wanted: false }))
  const lastGuarded = wanted.findLastIndex(({ step }) => isGuarded(step)) + 1
  return [
    ...wanted.slice(0, lastGuarded),
    ...going.filter(({ step }) => isGuarded(step)),
    ...wanted.slice(lastGuarded),
    ...going.filter(({ step }) => !isGuarded(step)),
  ]
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

/** Applied, and still not as described: something on the server works against it. */
function unproven(id: string, left: Change): CabestanError {
  return new CabestanError(
    'step.unproven',
    { step: id },
    { detail: { tail: JSON.stringify(left.items, null, 1) } },
  )
}
