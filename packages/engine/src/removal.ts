import { CabestanError } from '@cabestan/protocol/failures'
import type { RemovalPlan, RemovalScope } from '@cabestan/protocol/messages'
import { belongsToApplication } from '@cabestan/protocol/reasons'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { Readings } from './facts/readings.ts'
import type { Host } from './host/host.ts'
import { abandonedSteps, type Claim, dropClaim, isOwnedBy, readClaims } from './ledger/claims.ts'
import { stateDirectory } from './ledger/paths.ts'
import { PendingServices } from './services/pending-services.ts'
import type { ApplyContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'

/** Where Cabestan itself lies; no site needs it. */
const ownDirectories = ['/opt/cabestan', stateDirectory]

export async function planRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
  const claims = await readClaims(host)
  if (scope.what === 'cabestan') {
    return { goes: ownDirectories, stays: claims.flatMap((claim) => claim.steps.map(stepId)) }
  }
  const { going, staying } = divide(scope, claims)
  return { goes: going.map(stepId), stays: staying.map(stepId) }
}

export async function performRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
  const plan = await planRemoval(host, scope)
  if (scope.what === 'cabestan') {
    for (const directory of ownDirectories) await host.files.remove(directory)
    return plan
  }
  const { going } = divide(scope, await readClaims(host))
  const services = new PendingServices(host)
  const context = { host, services, readings: new Readings(host), output: () => {}, waiting: () => {} }
  await services.clearLeftOver()
  for (const step of going) await takeAway(step, context)
  await services.settle()
  await dropClaim(host, scope.owner)
  return plan
}

async function takeAway(step: Step, context: ApplyContext): Promise<void> {
  await kindOf(step).remove?.(step, context)
  context.readings.forget()
}

/** What others use, what is the server's own, and what holds data unless that was asked for, stays. */
function divide(
  scope: Extract<RemovalScope, { what: 'application' }>,
  claims: readonly Claim[],
): { going: Step[]; staying: Step[] } {
  const { app, environment } = scope.owner
  const own = claims.find((claim) => isOwnedBy(claim, scope.owner))
  if (!own) throw new CabestanError('application.unknown', { app, environment })
  const others = claims.filter((claim) => claim !== own)
  const abandoned = abandonedSteps([], own, others)
  const accounts = new Set(abandoned.flatMap((step) => (step.kind === 'user' ? [step.name] : [])))
  // The account stays, because files are its own; and its group with it.
  const going = abandoned.filter(
    (step) => goes(step, scope.data) && !(step.kind === 'group' && accounts.has(step.name)),
  )
  const gone = new Set(going.map(stepId))
  return { going, staying: own.steps.filter((step) => !gone.has(stepId(step))) }
}

function goes(step: Step, data: boolean): boolean {
  const kind = kindOf(step)
  return belongsToApplication(step.reason) && kind.remove !== undefined && (data || !kind.holdsData)
}
