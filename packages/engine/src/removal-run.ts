import { CabestanError, Failure, toFailure } from '@cabestan/protocol/failures'
import { RemovalPlan, RemovalScope } from '@cabestan/protocol/messages'
import * as z from 'zod'
import type { Host } from './host/host.ts'
import { commandFailed } from './host/run.ts'
import { isLocked, readHolder, underLock } from './ledger/lock.ts'
import { performRemoval } from './removal.ts'
import { restoringAtItsEnd } from './services/unjudged.ts'

const Outcome = z.union([z.strictObject({ plan: RemovalPlan }), z.strictObject({ failure: Failure })])

/** In a unit of its own and under the lock, like a run: half of a removal must not depend on a connection. */
export async function startRemoval(host: Host, scope: RemovalScope): Promise<RemovalPlan> {
  if (await isLocked(host)) {
    const holder = await readHolder(host)
    throw new CabestanError('run.busy', { by: holder?.by ?? '?', run: holder?.run ?? '?' })
  }
  const argv = [
    'systemd-run',
    '--quiet',
    '--collect',
    '--pipe',
    '--wait',
    restoringAtItsEnd,
    ...underLock([process.execPath, process.argv[1] ?? '', 'remove', JSON.stringify(scope)]),
  ] as const
  const result = await host.exec(argv, { timeoutMs: 600_000 })
  const line = result.stdout.trim().split('\n').at(-1) ?? ''
  if (line === '') throw commandFailed(argv, result)
  const outcome = Outcome.parse(JSON.parse(line))
  if ('failure' in outcome) throw CabestanError.from(outcome.failure)
  return outcome.plan
}

/** The other end of it: the process inside the unit. */
export async function removeApart(host: Host, argument: string): Promise<number> {
  const outcome = await performRemoval(host, RemovalScope.parse(JSON.parse(argument)))
    .then((plan) => ({ plan }))
    .catch((thrown) => ({ failure: toFailure(thrown) }))
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
  return 'failure' in outcome ? 1 : 0
}
