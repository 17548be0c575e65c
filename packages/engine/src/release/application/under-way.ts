import type { Owner } from '@cabestan/protocol/descriptions'
import type { ReleaseRecord } from '@cabestan/protocol/releases'
import type { Host } from '../../host/host.ts'
import { isOwnedBy } from '../../ledger/claims.ts'
import { isLocked, readHolder } from '../../ledger/lock.ts'
import { ownerOf, readRequest } from '../../ledger/runs.ts'

/** Tells a release that is being made right now from one that was interrupted. */
export async function isUnderWay(
  host: Host,
  owner: Owner,
  releases: readonly Pick<ReleaseRecord, 'verdict'>[],
): Promise<boolean> {
  if (!releases.some(({ verdict }) => verdict === 'unfinished') || !(await isLocked(host))) return false
  const holder = await readHolder(host)
  const request = holder && (await readRequest(host, holder.run))
  return request !== null && isOwnedBy(ownerOf(request.work), owner)
}
