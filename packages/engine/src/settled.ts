import { isDeepStrictEqual } from 'node:util'
import type { Description, PlanRequest } from '@cabestan/protocol/descriptions'
import { isSettled, type Plan } from '@cabestan/protocol/plans'
import type { Host } from './host/host.ts'
import { isOwnedBy, readClaims } from './ledger/claims.ts'
import { readEvents } from './ledger/journal.ts'
import { type DeployWork, listRuns } from './ledger/runs.ts'
import { isRecorded, makePlan } from './plan.ts'

/** What this connection saw last: a deploy follows its plan, and usually finds nothing to do on the server. */
export class Sight {
  #seen: { readonly description: Description; readonly at: number } | null = null

  async plan(host: Host, request: PlanRequest): Promise<Plan> {
    const { release: _, ...description } = request
    const at = host.clock.now()
    const plan = await makePlan(host, request)
    this.#seen = isSettled(plan) ? { description, at } : null
    return plan
  }

  /** Since when the server is known to match this description. */
  settledAt(description: Description): number | undefined {
    return this.#seen && isDeepStrictEqual(this.#seen.description, description) ? this.#seen.at : undefined
  }
}

interface Asked {
  readonly run: string
  readonly work: DeployWork
}

/**
 * Whether a run would do nothing on the server. That is not looked at twice within a moment, as it is half a second of a
 * small machine that serves visitors meanwhile.
 */
export async function isServerSettled(host: Host, asked: Asked): Promise<boolean> {
  return (await isSeenSettled(host, asked)) || isSettled(await makePlan(host, asked.work.description))
}

const momentMs = 30_000

async function isSeenSettled(host: Host, { run, work: { description, settledAt } }: Asked): Promise<boolean> {
  if (settledAt === undefined || host.clock.now() - settledAt > momentMs) return false
  const own = (await readClaims(host)).find((claim) => isOwnedBy(claim, description.owner))
  return isRecorded(own, description) && (await hasBeenQuietSince(settledAt, host, run))
}

/** No run was at work then, and none has been since. */
async function hasBeenQuietSince(at: number, host: Host, run: string): Promise<boolean> {
  const former = (await listRuns(host)).find((each) => each !== run)
  if (former === undefined) return true
  const last = (await readEvents(host, former)).at(-1)
  return last?.type === 'run-finished' && last.at <= at
}
