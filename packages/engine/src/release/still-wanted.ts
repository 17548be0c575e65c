import { isLiveAlready } from '@cabestan/protocol/order-mark'
import type { DeployWork } from '../ledger/runs.ts'
import type { Workshop } from '../workshop.ts'
import { readApplication } from './application.ts'
import { removeUpload } from './uploads.ts'

/** Whoever waited for another run may have waited for the very release that they want: it is not made twice. */
export async function stillWanted(work: DeployWork, { host, emit }: Workshop): Promise<DeployWork> {
  const { release, upload, again, ...server } = work
  if (!release || again) return work
  const state = await readApplication(host, work.description.owner)
  if (!isLiveAlready(release, state)) return work
  if (upload !== undefined) await removeUpload(host, upload)
  const values = { number: String(state.live?.number) }
  emit({ type: 'notice', stage: 'preflight', code: 'live-already', values })
  return server
}
