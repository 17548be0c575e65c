import { readClaims, writeClaim } from '../ledger/claims.ts'
import type { ReleaseContext } from './context.ts'

/** From now on these steps are what the server should be, so that a change by hand shows as drift. */
export async function claimSteps({ host, owner, order }: ReleaseContext): Promise<void> {
  const claims = await readClaims(host)
  const own = claims.find(({ app, environment }) => app === owner.app && environment === owner.environment)
  if (own) await writeClaim(host, { ...own, release: order.steps })
}
