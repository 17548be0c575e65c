import { CabestanError } from '@cabestan/protocol/failures'
import { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Host } from '../host/host.ts'
import type { ReleasePlaces } from './places.ts'

/** What it was made of, as it was sealed. */
export async function orderOf(host: Host, release: ReleasePlaces): Promise<ReleaseOrder> {
  const text = await host.files.readText(`${release.directory}/release.json`)
  try {
    return ReleaseOrder.parse(JSON.parse(text ?? ''))
  } catch (cause) {
    const values = { number: String(release.number), path: release.directory }
    throw new CabestanError('rollback.changed', values, { cause })
  }
}
