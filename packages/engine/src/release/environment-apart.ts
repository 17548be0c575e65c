import { text } from 'node:stream/consumers'
import { CabestanError, Failure, toFailure } from '@cabestan/protocol/failures'
import { methods, type ParsedParams, type Result } from '@cabestan/protocol/messages'
import { Secret } from '@cabestan/protocol/secret'
import * as z from 'zod'
import type { Host } from '../host/host.ts'
import { commandFailed } from '../host/run.ts'
import { underLock } from '../ledger/lock.ts'
import { environmentLockPath, privateDirectory, stateDirectory } from '../ledger/paths.ts'
import { changeEnvironment } from './environment.ts'

const { params: Params, result: Keys } = methods.environment
const Outcome = z.union([z.strictObject({ result: Keys }), z.strictObject({ failure: Failure })])

/**
 * Two people may set a variable at once, each from an engine of their own, and the file is read before it is written:
 * one after the other, in a process that the kernel's lock is held for. The values go in by standard input.
 */
export async function changeEnvironmentInTurn(
  host: Host,
  wish: ParsedParams<'environment'>,
): Promise<Result<'environment'>> {
  if (Object.keys(wish.set).length + wish.unset.length === 0) return changeEnvironment(host, wish)
  await host.files.createDirectory(stateDirectory, privateDirectory)
  const argv = underLock([process.execPath, process.argv[1] ?? '', 'environment'], environmentLockPath)
  const result = await host.exec(argv, { input: new Secret(JSON.stringify(wish)) })
  const line = result.stdout.trim().split('\n').at(-1) ?? ''
  if (line === '') throw commandFailed(argv, result)
  const outcome = Outcome.parse(JSON.parse(line))
  if ('failure' in outcome) throw CabestanError.from(outcome.failure)
  return outcome.result
}

/** The other end of it: the process that holds the lock. */
export async function changeEnvironmentApart(host: Host, input: AsyncIterable<Uint8Array>): Promise<number> {
  const wish = Params.parse(JSON.parse(await text(input)))
  const outcome = await changeEnvironment(host, wish)
    .then((result) => ({ result }))
    .catch((thrown) => ({ failure: toFailure(thrown) }))
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
  return 'failure' in outcome ? 1 : 0
}
