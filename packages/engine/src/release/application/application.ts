import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import { orderMark } from '@cabestan/protocol/order-mark'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../../host/host.ts'
import { readReleases } from '../../ledger/releases.ts'
import { isUnchanged } from '../build/fingerprint.ts'
import { readLive } from '../colour/live.ts'
import { askColour } from '../colour/page.ts'
import type { LiveRelease } from '../context.ts'
import { databaseBytes } from '../database/size.ts'
import { keysIn, pendingKeys } from '../environment/environment.ts'
import { type Places, placesOf } from '../places.ts'
import { processStates } from '../processes/process-states.ts'
import { readScale } from '../processes/scale.ts'
import { orderOf } from '../sealed-order.ts'
import { deployKey } from '../source/deploy-key.ts'
import { commitsKnown, largeObjectsKnown } from '../source/known.ts'
import { lostPython } from '../venv/lost-python.ts'
import { pythonsOf } from '../venv/pythons.ts'
import { namesOfOthers, readInTheWay } from './in-the-way.ts'
import { otherApplications } from './others.ts'
import { queueStates } from './queues.ts'
import { redisMemory } from './redis-memory.ts'
import { scheduledStates } from './scheduled.ts'
import { isUnderWay } from './under-way.ts'

/** An application as it stands. It also answers for one that was never deployed here. */
export async function readApplication(host: Host, owner: Owner): Promise<ApplicationState> {
  const places = placesOf(nameOnServer(owner.app, owner.environment))
  const live = await readLive(host, places)
  const order = await liveOrder(host, live)
  const maintenance = await host.files.stat(places.maintenance)
  const [stands, runs] = await Promise.all([
    together({
      releases: readReleases(host, places.name),
      keys: keysIn(host, places.environment),
      pendingKeys: live ? pendingKeys(host, places, live.places) : [],
      changed: live ? isChanged(host, live) : false,
      lostPython: live ? lostPython(host, live.places.venv) : null,
      commits: commitsKnown(host, places),
      largeObjects: largeObjectsKnown(host, places),
      pythons: pythonsOf(host),
      scale: readScale(host, places),
      databaseBytes: databaseBytes(host, places.name),
      redis: redisMemory(host, owner),
      deployKey: deployKey(host, places),
      inTheWay: readInTheWay(host, places, owner),
      namesOfOthers: namesOfOthers(host, places),
      others: live ? [] : otherApplications(host, owner),
    }),
    howItRuns(host, places, live, order),
  ])
  return {
    live: live?.record ?? null,
    colour: live?.colour ?? null,
    mark: order && orderMark(order),
    underWay: await isUnderWay(host, owner, stands.releases),
    maintenance: maintenance !== null,
    ...(maintenance ? { maintenanceSince: maintenance.modifiedAt } : {}),
    ...stands,
    ...runs,
  }
}

/** Asks all questions at the same time and gives each answer its name. */
async function together<Parts extends object>(
  parts: Parts,
): Promise<{ [Name in keyof Parts]: Awaited<Parts[Name]> }> {
  const named = Object.entries(parts).map(async ([name, part]) => [name, await part])
  return Object.fromEntries(await Promise.all(named))
}

/** Nothing is reported of what cannot be looked at. */
async function isChanged(host: Host, { places }: LiveRelease): Promise<boolean> {
  return (await isUnchanged(host, places).catch(() => null)) === false
}

/** An order that an older Cabestan sealed may not be valid for this one. */
export async function liveOrder(host: Host, live: LiveRelease | null): Promise<ReleaseOrder | null> {
  return live && (await orderOf(host, live.places).catch(() => null))
}

async function howItRuns(
  host: Host,
  places: Places,
  live: LiveRelease | null,
  order: ReleaseOrder | null,
): Promise<Pick<ApplicationState, 'processes' | 'queues' | 'scheduled' | 'probe'>> {
  if (!live || !order) return { processes: [], queues: [], probe: null }
  const [answer, processes, queues, scheduled] = await Promise.all([
    askColour(host, places, { colour: live.colour, probe: order.probe }),
    processStates({ host, places, order, live }),
    queueStates(host, order.programs, {
      environment: live.places.environment,
      database: places.name,
    }),
    scheduledStates(host, places, order),
  ])
  const { status, milliseconds } = answer
  return { processes, queues, scheduled, probe: { status, milliseconds } }
}
