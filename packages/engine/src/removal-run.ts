import type { Deed } from '@cabestan/protocol/deeds'
import { methods, type ParsedParams } from '@cabestan/protocol/messages'
import { RemovalPlan } from '@cabestan/protocol/plans'
import { answerApart, askApart, ourselves } from './apart.ts'
import type { Host } from './host/host.ts'
import { recordDeed } from './ledger/deeds.ts'
import { isLocked, readHolder, underLock } from './ledger/lock.ts'
import { performRemoval } from './removal.ts'
import { restoringAtItsEnd } from './services/unjudged.ts'
import { busyFor } from './start-run.ts'

/**
 * Runs in a unit of its own and under the lock, like a run, because half a removal must not depend on a connection.
 */
export async function startRemoval(host: Host, wish: Wish): Promise<RemovalPlan> {
  if (await isLocked(host)) {
    throw busyFor('other', (await readHolder(host)) ?? { by: '?', run: '?' })
  }
  const argv = [
    'systemd-run',
    '--quiet',
    '--collect',
    '--pipe',
    '--wait',
    restoringAtItsEnd,
    ...underLock(ourselves('remove', JSON.stringify(wish))),
  ] as const
  return askApart(host, argv, { result: RemovalPlan, options: { timeoutMs: 600_000 } })
}

/** The other end: the process inside the unit. */
export async function removeApart(host: Host, argument: string): Promise<number> {
  return answerApart(performAndRecord(host, methods.remove.params.parse(JSON.parse(argument))))
}

type Wish = ParsedParams<'remove'>

/** Recorded here and not by whoever asked, because their connection may be gone by then. */
export async function performAndRecord(host: Host, { scope, by }: Wish): Promise<RemovalPlan> {
  const record = async (outcome: Deed['outcome']) => {
    if (scope.what === 'cabestan') return
    const { owner, data } = scope
    await recordDeed(host, { what: data ? 'removed-with-data' : 'removed', owner, by, outcome })
  }
  try {
    const plan = await performRemoval(host, scope)
    await record('done')
    return plan
  } catch (thrown) {
    await record('failed')
    throw thrown
  }
}
