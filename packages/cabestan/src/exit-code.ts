import type { Failure, FailureCode } from '@cabestan/protocol/failures'
import { exitCodes } from './invocation.ts'

const wrongUse: ReadonlySet<FailureCode> = new Set([
  'sandbox.name',
  'environment.value',
  'environment.given',
  'environment.unknown',
])

/** A mistake in what the person typed or wrote is wrong use; everything else has failed. */
export function exitCodeOf({ code }: Failure): number {
  return /^(usage|config|name)\./.test(code) || wrongUse.has(code) ? exitCodes.wrongUse : exitCodes.failed
}
