import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../../host/host.ts'
import { isOwnedBy, readClaims } from '../../ledger/claims.ts'
import { readReleases } from '../../ledger/releases.ts'
import { ownersOfRemains } from '../../ledger/remains.ts'

type Others = NonNullable<ApplicationState['others']>

/** Includes applications that were removed and whose data stayed: any of them may be this one under a former name. */
export async function otherApplications(host: Host, owner: Owner): Promise<Others> {
  const [claims, left] = await Promise.all([readClaims(host), ownersOfRemains(host)])
  const there = [...claims, ...left.filter((each) => !claims.some((claim) => isOwnedBy(claim, each)))]
  const others = there.filter((each) => !isOwnedBy(each, owner))
  return (await Promise.all(others.map((other) => lastOf(host, other)))).flat()
}

async function lastOf(host: Host, { app, environment }: Owner): Promise<Others> {
  const records = await readReleases(host, nameOnServer(app, environment))
  const release = records.findLast(({ verdict }) => verdict === 'good')
  return release ? [{ owner: { app, environment }, release }] : []
}
