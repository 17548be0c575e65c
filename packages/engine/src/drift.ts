import { type Failure, toFailure } from '@cabestan/protocol/failures'
import type { PlannedChange } from '@cabestan/protocol/plans'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { readPostgres } from './facts/postgres.ts'
import { Readings } from './facts/readings.ts'
import type { Host } from './host/host.ts'
import { type Claim, claimedSteps } from './ledger/claims.ts'
import { unionWithOthers } from './ledger/union.ts'
import type { CheckContext } from './steps/kind.ts'
import { kindOf } from './steps/registry.ts'

/**
 * What somebody changed by hand, and what cannot be checked. A service that does not answer for one step must not
 * hide the others.
 */
export interface Drift {
  readonly drift: PlannedChange[]
  readonly unjudged: Failure[]
}

export async function readDrift(host: Host, claims: readonly Claim[]): Promise<Drift> {
  const readings = new Readings(host)
  // Where several applications want the same thing, the latest run decides: an older Cabestan may have written the
  // others.
  const inOrder = claims.toSorted((one, other) => one.at - other.at)
  const claimed = inOrder.flatMap((claim) =>
    unionWithOthers(
      claimedSteps(claim),
      claims.filter((each) => each !== claim),
    ),
  )
  const steps = [...new Map(claimed.map((step) => [stepId(step), step])).entries()]
  const looked = await Promise.all(
    steps.map(([id, step]) =>
      changeByHand(id, step, { host, readings }).catch((thrown: unknown) => ({
        ...toFailure(thrown),
        step: id,
      })),
    ),
  )
  const found = looked.filter((each) => each !== null)
  return {
    drift: found.filter((each) => 'drift' in each),
    unjudged: found.filter((each) => 'code' in each),
  }
}

async function changeByHand(id: string, step: Step, context: CheckContext): Promise<PlannedChange | null> {
  if (await isUnseen(step, context.readings)) return null
  const change = await kindOf(step).check(step, context)
  return change ? { id, step, change, drift: true } : null
}

/**
 * While a database server is down nobody knows what is in it. That it is down is reported elsewhere, and is no drift
 * of its contents.
 */
export async function isUnseen({ kind }: Step, readings: Readings): Promise<boolean> {
  return inPostgres.has(kind) && (await readings.take(readPostgres))?.state === null
}

const inPostgres: ReadonlySet<Step['kind']> = new Set([
  'postgres-role',
  'postgres-database',
  'postgres-extension',
])
