import type { EventOf } from '@cabestan/protocol/events'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { Readings } from '../facts/readings.ts'
import { readClaims } from '../ledger/claims.ts'
import type { ApplyContext } from '../steps/kind.ts'
import { kindOf } from '../steps/registry.ts'
import type { ReleaseContext } from './context.ts'

/**
 * What a release wants of the server's programs while it is live: nginx's site, supervisor's programs, cron's
 * lines. It comes and goes with the release, in either direction.
 */
export async function applyReleaseSteps(
  context: ReleaseContext,
  wanted: (step: Step) => boolean,
): Promise<void> {
  for (const step of context.order.steps.filter(wanted))
    await told(step, context, () => makeSo(step, context))
}

/** Of the release before, and not of this one. */
export async function removeFormerSteps(context: ReleaseContext): Promise<void> {
  const ids = new Set(context.order.steps.map(stepId))
  for (const step of await formerSteps(context)) {
    if (!ids.has(stepId(step))) await told(step, context, () => takeAway(step, context))
  }
}

type Outcome = EventOf<'step-done'>['outcome']

/** The plan has counted them among its changes, so the run does. That they come back after a failure is none. */
async function told(step: Step, { emit, host }: ReleaseContext, work: () => Promise<Outcome>): Promise<void> {
  const began = host.clock.now()
  const outcome = await work()
  const milliseconds = host.clock.now() - began
  if (outcome !== 'unchanged') emit({ type: 'step-done', id: stepId(step), outcome, milliseconds })
}

async function formerSteps({ host, owner }: ReleaseContext): Promise<readonly Step[]> {
  const claims = await readClaims(host)
  const own = claims.find(({ app, environment }) => app === owner.app && environment === owner.environment)
  return own?.release ?? []
}

/** What was there before comes back: the steps of the release that goes on serving. */
export async function bringBackFormerSteps(
  context: ReleaseContext,
  wanted: (step: Step) => boolean,
): Promise<void> {
  const former = await formerSteps(context)
  const ids = new Set(former.map(stepId))
  for (const step of former.filter(wanted)) await makeSo(step, context)
  for (const step of context.order.steps.filter(wanted)) {
    if (!ids.has(stepId(step))) await takeAway(step, context)
  }
}

async function makeSo(step: Step, context: ReleaseContext): Promise<Outcome> {
  const kind = kindOf(step)
  const tools = toolsFor(context)
  const change = await kind.check(step, tools)
  if (!change) return 'unchanged'
  await kind.apply(step, change, tools)
  return 'changed'
}

async function takeAway(step: Step, context: ReleaseContext): Promise<Outcome> {
  await kindOf(step).remove?.(step, toolsFor(context))
  return 'removed'
}

function toolsFor({ host, services, output }: ReleaseContext): ApplyContext {
  return { host, services, output, readings: new Readings(host), waiting: () => {} }
}
