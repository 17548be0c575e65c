import { isDeepStrictEqual } from 'node:util'
import type { Description, Owner, PlanRequest } from '@cabestan/protocol/descriptions'
import { CabestanError } from '@cabestan/protocol/failures'
import type { KeptKey, Plan, PlannedChange, PlannedRemoval } from '@cabestan/protocol/plans'
import { nameOnServer } from '@cabestan/protocol/server-name'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { isUnseen } from './drift.ts'
import { waitForBoot } from './facts/boot.ts'
import { Readings } from './facts/readings.ts'
import { Guard } from './guard/guard.ts'
import type { Host } from './host/host.ts'
import { abandonedSteps, type Claim, isOwnedBy, readClaims } from './ledger/claims.ts'
import { keptKeys } from './ledger/kept-keys.ts'
import { unionWithOthers } from './ledger/union.ts'
import { PendingServices } from './services/pending-services.ts'
import { presentKeys, shortened } from './steps/authorized-keys.ts'
import type { CheckContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'

/** A description together with what others claim: what has to be looked at, and what may be removed. */
export interface Work {
  readonly steps: readonly Step[]
  readonly removals: readonly Step[]
  readonly own: Claim | undefined
  readonly others: readonly Claim[]
}

export async function workFor(host: Host, description: Description): Promise<Work> {
  const claims = await readClaims(host)
  const own = claims.find((claim) => isOwnedBy(claim, description.owner))
  const others = claims.filter((claim) => claim !== own)
  refuseSameName(description.owner, others)
  return {
    own,
    others,
    steps: unionWithOthers(description.steps, others),
    removals: abandonedSteps(description.steps, own, others).filter(goesByItself),
  }
}

/** `shop-staging` in production and `shop` in staging would share a user and a database without knowing it. */
function refuseSameName(owner: Owner, others: readonly Claim[]): void {
  const name = nameOnServer(owner.app, owner.environment)
  const other = others.find((claim) => nameOnServer(claim.app, claim.environment) === name)
  if (!other) return
  throw new CabestanError('claims.conflict', { step: name, other: `${other.app} (${other.environment})` })
}

/** Data is removed only when somebody asks for that by name; packages and the like stay for whoever uses them. */
function goesByItself(step: Step): boolean {
  const kind = kindOf(step)
  return kind.remove !== undefined && !kind.holdsData
}

export async function makePlan(host: Host, { release, ...description }: PlanRequest): Promise<Plan> {
  const began = performance.now()
  await waitForBoot(host)
  const work = await workFor(host, description)
  const ofRelease = releaseWork(release, work.own)
  const context = { host, readings: new Readings(host) }
  const [changes, unsettled, guarded, kept] = await Promise.all([
    Promise.all([
      plannedChanges(work.steps, work.own?.steps, context),
      plannedChanges(ofRelease.steps, work.own?.release, context),
    ]),
    new PendingServices(host).pending(),
    new Guard(host).state(),
    keysKept(description, work.others, context),
  ])
  return {
    changes: changes.flat(),
    removals: [...work.removals, ...ofRelease.removals].map(plannedRemoval),
    unsettled,
    guarded: guarded !== null,
    keptKeys: kept,
    recorded: isRecorded(work.own, description),
    checked: work.steps.length + ofRelease.steps.length,
    milliseconds: performance.now() - began,
  }
}

async function keysKept(
  { login, steps }: Description,
  others: readonly Claim[],
  context: CheckContext,
): Promise<KeptKey[]> {
  if (others.length === 0) return []
  const present = await presentKeys(login, context)
  return keptKeys(steps, others, present).map(({ key, by }) => ({ key: shortened(key), by }))
}

/** Steps that come and go with releases: what only the former release wanted is removed once the new one is live. */
function releaseWork(
  release: readonly Step[] | undefined,
  own: Claim | undefined,
): Pick<Work, 'steps' | 'removals'> {
  if (!release) return { steps: [], removals: [] }
  const ids = new Set(release.map(stepId))
  return { steps: release, removals: own?.release.filter((step) => !ids.has(stepId(step))) ?? [] }
}

async function plannedChanges(
  steps: readonly Step[],
  claimed: readonly Step[] | undefined,
  context: CheckContext,
): Promise<PlannedChange[]> {
  const changes = await Promise.all(steps.map((step) => plannedChange(step, claimed, context)))
  return changes.filter((change) => change !== null)
}

async function plannedChange(
  step: Step,
  claimed: readonly Step[] | undefined,
  context: CheckContext,
): Promise<PlannedChange | null> {
  const change = await kindOf(step).check(step, context)
  if (!change) return null
  const id = stepId(step)
  const drift = isClaimedAsIs(step, id, claimed) && !(await isUnseen(step, context.readings))
  return { id, step, change, drift }
}

/** The step is described as before and the server differs: somebody else changed it. */
function isClaimedAsIs(step: Step, id: string, claimed: readonly Step[] | undefined): boolean {
  const before = claimed?.find((each) => stepId(each) === id)
  return before !== undefined && isDeepStrictEqual(before, step)
}

/** The last run that ended well was of exactly this description. */
export function isRecorded(own: Claim | undefined, description: Description): boolean {
  return (
    own !== undefined && own.login === description.login && isDeepStrictEqual(own.steps, description.steps)
  )
}

function plannedRemoval(step: Step): PlannedRemoval {
  return { id: stepId(step), step }
}
