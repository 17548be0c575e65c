import { RemovalPlan, RemovalScope } from '@cabestan/protocol/plans'
import { answerApart, askApart, ourselves } from './apart.ts'
import type { Host } from './host/host.ts'
import { isLocked, readHolder, underLock } from './ledger/lock.ts'
import { performRemoval } from './removal.ts'
import { restoringAtItsEnd } from './services/unjudged.ts'
import { busyFor } from './start-run.ts'

/** In a unit of its own and under the lock, like a run: half of a removal must not depend on a connection. */
export async function startRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
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
    ...underLock(ourselves('remove', JSON.stringify(scope))),
  ] as const
  return askApart(host, argv, { result: RemovalPlan, options: { timeoutMs: 600_000 } })
}

/** The other end of it: the process inside the unit. */
export async function removeApart(host: Host, argument: string): Promise<number> {
  return answerApart(performRemoval(host, RemovalScope.parse(JSON.parse(argument))))
}
