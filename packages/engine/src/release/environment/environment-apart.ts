import { text } from 'node:stream/consumers'
import { methods, type ParsedParams, type Result } from '@cabestan/protocol/messages'
import { Secret } from '@cabestan/protocol/secret'
import { answerApart, askApart, ourselves } from '../../apart.ts'
import type { Host } from '../../host/host.ts'
import { privateDirectory } from '../../host/root-attributes.ts'
import { underLock } from '../../ledger/lock.ts'
import { environmentLockPath, stateDirectory } from '../../ledger/paths.ts'
import { changeEnvironment } from './environment.ts'

const { params: Params, result: Keys } = methods.environment

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
  const argv = underLock(ourselves('environment'), environmentLockPath)
  return askApart(host, argv, { result: Keys, options: { input: new Secret(JSON.stringify(wish)) } })
}

/** The other end: the process that holds the lock. */
export async function changeEnvironmentApart(host: Host, input: AsyncIterable<Uint8Array>): Promise<number> {
  return answerApart(changeEnvironment(host, Params.parse(JSON.parse(await text(input)))))
}
