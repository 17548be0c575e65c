import { CabestanError } from '@cabestan/protocol/failures'
import type { Owner, RemovalPlan, RemovalScope } from '@cabestan/protocol/messages'
import { belongsToApplication } from '@cabestan/protocol/reasons'
import { nameOnServer } from '@cabestan/protocol/server-name'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { Readings } from './facts/readings.ts'
import type { Host } from './host/host.ts'
import {
  abandonedSteps,
  type Claim,
  claimedSteps,
  dropClaim,
  isOwnedBy,
  readClaims,
} from './ledger/claims.ts'
import { stateDirectory } from './ledger/paths.ts'
import { dropReleases } from './ledger/releases.ts'
import { placesOf } from './release/places.ts'
import { PendingServices } from './services/pending-services.ts'
import type { ApplyContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'

/** Where Cabestan itself lies; no site needs it. */
const ownDirectories = ['/opt/cabestan', stateDirectory]

export async function planRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
  const claims = await readClaims(host)
  if (scope.what === 'cabestan') {
    return { goes: ownDirectories, stays: claims.flatMap((claim) => claimedSteps(claim).map(stepId)) }
  }
  const { going, staying } = divide(scope, claims)
  const home = scope.data ? [homeOf(scope.owner)] : []
  return { goes: [...going.map(stepId), ...home], stays: staying.map(stepId) }
}

/** Releases, uploaded files and what else it keeps; copies of its database stay where backups are. */
function homeOf({ app, environment }: Owner): string {
  return placesOf(nameOnServer(app, environment)).home
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
  if (scope.data) await forgetReleases(host, scope.owner)
  await dropClaim(host, scope.owner)
  return plan
}

async function forgetReleases(host: Host, owner: Owner): Promise<void> {
  await host.files.remove(homeOf(owner))
  await dropReleases(host, nameOnServer(owner.app, owner.environment))
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
  const steps = claimedSteps(own)
  const abandoned = abandonedSteps([], { ...own, steps }, others)
  const accounts = new Set(abandoned.flatMap((step) => (step.kind === 'user' ? [step.name] : [])))
  // The account stays, because files are its own; and its group with it.
  const going = abandoned.filter(
    (step) => goes(step, scope.data) && !(step.kind === 'group' && accounts.has(step.name)),
  )
  const gone = new Set(going.map(stepId))
  return { going, staying: steps.filter((step) => !gone.has(stepId(step))) }
}

function goes(step: Step, data: boolean): boolean {
  const kind = kindOf(step)
  return belongsToApplication(step.reason) && kind.remove !== undefined && (data || !kind.holdsData)
}
