import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import { orderMark } from '@cabestan/protocol/order-mark'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../../host/host.ts'
import { readReleases } from '../../ledger/releases.ts'
import { isUnchanged } from '../build/fingerprint.ts'
import { orderOf } from '../change-over.ts'
import { readLive } from '../colour/live.ts'
import { askColour } from '../colour/page.ts'
import type { LiveRelease } from '../context.ts'
import { databaseBytes } from '../database/size.ts'
import { keysIn, pendingKeys } from '../environment/environment.ts'
import { type Places, placesOf } from '../places.ts'
import { processStates } from '../processes/process-states.ts'
import { readScale } from '../processes/scale.ts'
import { deployKey } from '../source/deploy-key.ts'
import { commitsKnown, largeObjectsKnown } from '../source/known.ts'
import { pythonsOf } from '../venv/pythons.ts'
import { namesOfOthers, readInTheWay } from './in-the-way.ts'
import { queueStates } from './queues.ts'

/** An application as it stands; also of one that was never here. */
export async function readApplication(host: Host, { app, environment }: Owner): Promise<ApplicationState> {
  const places = placesOf(nameOnServer(app, environment))
  const live = await readLive(host, places)
  const order = await liveOrder(host, live)
  const [
    releases,
    keys,
    pending,
    unchanged,
    commits,
    largeObjects,
    pythons,
    scale,
    maintenance,
    databaseSize,
    key,
    inTheWay,
    others,
  ] = await Promise.all([
    readReleases(host, places.name),
    keysIn(host, places.environment),
    live ? pendingKeys(host, places, live.places) : [],
    live ? isUnchanged(host, live.places).catch(() => null) : null,
    commitsKnown(host, places),
    largeObjectsKnown(host, places),
    pythonsOf(host),
    readScale(host, places),
    host.files.stat(places.maintenance),
    databaseBytes(host, places.name),
    deployKey(host, places),
    readInTheWay(host, places, { app, environment }),
    namesOfOthers(host, places),
  ])
  return {
    live: live?.record ?? null,
    colour: live?.colour ?? null,
    releases,
    keys,
    pendingKeys: pending,
    changed: unchanged === false,
    mark: order && orderMark(order),
    commits,
    largeObjects,
    pythons,
    scale,
    maintenance: maintenance !== null,
    ...(maintenance ? { maintenanceSince: maintenance.modifiedAt } : {}),
    databaseBytes: databaseSize,
    deployKey: key,
    inTheWay,
    namesOfOthers: others,
    ...(await howItRuns(host, places, live, order)),
  }
}

/** What was written by an older Cabestan may be no order of this one. */
export async function liveOrder(host: Host, live: LiveRelease | null): Promise<ReleaseOrder | null> {
  return live && (await orderOf(host, live.places).catch(() => null))
}

async function howItRuns(
  host: Host,
  places: Places,
  live: LiveRelease | null,
  order: ReleaseOrder | null,
): Promise<Pick<ApplicationState, 'processes' | 'queues' | 'probe'>> {
  if (!live || !order) return { processes: [], queues: [], probe: null }
  const [answer, processes, queues] = await Promise.all([
    askColour(host, places, { colour: live.colour, probe: order.probe }),
    processStates({ host, places, order, live }),
    queueStates(host, order.programs, {
      environment: live.places.environment,
      database: places.name,
    }),
  ])
  const { status, milliseconds } = answer
  return { processes, queues, probe: { status, milliseconds } }
}
