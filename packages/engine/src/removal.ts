import type { Owner } from '@cabestan/protocol/descriptions'
import { CabestanError } from '@cabestan/protocol/failures'
import type { RemovalPlan, RemovalScope } from '@cabestan/protocol/plans'
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
import { dropRemains, keepRemains, readRemains } from './ledger/remains.ts'
import { dropWarnings } from './ledger/warnings.ts'
import { type Places, placesOf } from './release/places.ts'
import { PendingServices } from './services/pending-services.ts'
import type { ApplyContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'

/** The directories of Cabestan itself; no site needs them. */
const ownDirectories = ['/opt/cabestan', stateDirectory]

export async function planRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
  if (scope.what === 'cabestan') {
    const claims = await readClaims(host)
    return { goes: ownDirectories, stays: claims.flatMap((claim) => claimedSteps(claim).map(stepId)) }
  }
  return planOf(host, scope, await divide(host, scope))
}

async function planOf(
  host: Host,
  { data, owner }: OfApplication,
  { going, staying }: Division,
): Promise<RemovalPlan> {
  const { home, logs, backups } = placesFor(owner)
  const full = await fullDirectories(host, going, data ? [home, logs] : [])
  const goes = going.filter((step) => !full.has(step))
  const stays = [...staying, ...full].map(stepId)
  const copies = (await host.files.list(backups)) ?? []
  const isTold = copies.length === 0 || stays.includes(`directory:${backups}`)
  return {
    goes: [...goes.map(stepId), ...(data ? [home] : [])],
    stays: [...stays, ...(isTold ? [] : [backups])],
  }
}

/** Removes only an empty directory: one that still holds something is not reported as removed. */
async function fullDirectories(
  host: Host,
  going: readonly Step[],
  emptied: readonly string[],
): Promise<Set<Step>> {
  const full = new Set<Step>()
  const gone = new Set(
    going.flatMap((step) => ('path' in step && step.kind !== 'directory' ? [step.path] : [])),
  )
  const directories = going.flatMap((step) => (step.kind === 'directory' ? [step] : []))
  // What is inside a directory is decided before the directory itself.
  for (const step of directories.toSorted((one, other) => other.path.length - one.path.length)) {
    const isEmptied = emptied.some((each) => step.path === each || step.path.startsWith(`${each}/`))
    const names = isEmptied ? [] : ((await host.files.list(step.path)) ?? [])
    if (names.some((name) => !gone.has(`${step.path}/${name}`))) full.add(step)
    else gone.add(step.path)
  }
  return full
}

function placesFor({ app, environment }: Owner): Places {
  return placesOf(nameOnServer(app, environment))
}

export async function performRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
  if (scope.what === 'cabestan') {
    const plan = await planRemoval(host, scope)
    for (const directory of ownDirectories) await host.files.remove(directory)
    return plan
  }
  const division = await divide(host, scope)
  const plan = await planOf(host, scope, division)
  const services = new PendingServices(host)
  const context = { host, services, readings: new Readings(host), output: () => {}, waiting: () => {} }
  await services.clearLeftOver()
  for (const step of division.going) {
    // A program that is still running keeps its user, and would go on writing to what is about to be removed.
    if (kindOf(step).holdsData) await services.settle()
    await takeAway(step, context)
  }
  await services.settle()
  await (scope.data ? forgetReleases(host, scope.owner) : takeOffAir(host, scope.owner))
  const data = division.staying.filter((step) => goes(step, true))
  await (scope.data ? dropRemains(host, scope.owner) : keepRemains(host, scope.owner, data))
  await dropClaim(host, scope.owner)
  return plan
}

/** Nothing is live any more, so that the next deploy makes a release even of the very same commit. */
async function takeOffAir(host: Host, owner: Owner): Promise<void> {
  await host.files.remove(placesFor(owner).live)
}

/**
 * Releases, uploaded files and what else it keeps; copies of its database stay where backups are, which are root's own.
 * Its user is gone: what it owned would belong to whoever gets its number next, the log of its visitors' errors too.
 */
async function forgetReleases(host: Host, owner: Owner): Promise<void> {
  const { name, home, logs, run } = placesFor(owner)
  const ofNginx = ((await host.files.list(logsOfNginx)) ?? []).filter((file) =>
    [`${name}.access.log`, `${name}.error.log`].some((log) => file.startsWith(log)),
  )
  const all = [home, logs, run, ...ofNginx.map((file) => `${logsOfNginx}/${file}`)]
  for (const path of all) await host.files.remove(path)
  await dropReleases(host, name)
  await dropWarnings(host, name)
}

const logsOfNginx = '/var/log/nginx'

async function takeAway(step: Step, context: ApplyContext): Promise<void> {
  await kindOf(step).remove?.(step, context)
  context.readings.forget()
}

type OfApplication = Extract<RemovalScope, { what: 'application' }>

interface Division {
  readonly going: readonly Step[]
  readonly staying: readonly Step[]
}

/** What others use, what belongs to the server, and what holds data stays, unless its removal was asked for. */
async function divide(host: Host, { owner, data }: OfApplication): Promise<Division> {
  const claims = await readClaims(host)
  const own = claims.find((claim) => isOwnedBy(claim, owner))
  const others = claims.filter((claim) => claim !== own)
  const steps = await stepsOf(host, own, { owner, data })
  const abandoned = abandonedSteps([], { steps }, others)
  const wanted = abandoned.filter((step) => goes(step, data))
  // If an account stays because it owns files, its group stays with it.
  const kept = abandoned.filter((step) => !wanted.includes(step))
  const accounts = new Set(kept.flatMap((step) => (step.kind === 'user' ? [step.name] : [])))
  const going = wanted.filter((step) => !(step.kind === 'group' && accounts.has(step.name)))
  const gone = new Set(going.map(stepId))
  return { going, staying: steps.filter((step) => !gone.has(stepId(step))) }
}

/** When its data is asked for, this includes what stayed at an earlier removal without data. */
async function stepsOf(
  host: Host,
  own: Claim | undefined,
  { owner, data }: Omit<OfApplication, 'what'>,
): Promise<Step[]> {
  const left = data ? await readRemains(host, owner) : null
  if (!own && !left) throw new CabestanError('application.unknown', { ...owner })
  const steps = [...(left ?? []), ...(own ? claimedSteps(own) : [])]
  return [...new Map(steps.map((step) => [stepId(step), step])).values()]
}

function goes(step: Step, data: boolean): boolean {
  const kind = kindOf(step)
  return belongsToApplication(step.reason) && kind.remove !== undefined && (data || !kind.holdsData)
}
