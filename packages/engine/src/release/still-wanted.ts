import { isLiveAlready } from '@cabestan/protocol/order-mark'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { Readings } from '../facts/readings.ts'
import type { Host } from '../host/host.ts'
import type { DeployWork } from '../ledger/runs.ts'
import { kindOf } from '../steps/registry.ts'
import type { Workshop } from '../workshop.ts'
import { readApplication } from './application/application.ts'
import { removeUpload } from './uploads.ts'

/** Whoever waited for another run may have waited for the very release that they want: it is not made twice. */
export async function stillWanted(work: DeployWork, { host, emit }: Workshop): Promise<DeployWork> {
  const { release, upload, again, ...server } = work
  if (!release || again) return work
  const state = await readApplication(host, work.description.owner)
  if (!isLiveAlready(release, state) || !(await isInPlace(release, host))) return work
  if (upload !== undefined) await removeUpload(host, upload)
  const values = { number: String(state.live?.number) }
  emit({ type: 'notice', stage: 'preflight', code: 'live-already', values })
  return server
}

/** What somebody changed by hand of what it has on the server, only a release puts right. */
async function isInPlace({ steps }: ReleaseOrder, host: Host): Promise<boolean> {
  const context = { host, readings: new Readings(host) }
  const changes = await Promise.all(steps.map((step) => kindOf(step).check(step, context)))
  return changes.every((change) => change === null)
}
