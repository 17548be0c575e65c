import { CabestanError } from '@cabestan/protocol/failures'

export function unknownProcess(process: string, known: readonly string[]): CabestanError {
  return new CabestanError('process.unknown', { process, known: [...new Set(known)].sort().join(', ') })
}

/** `tail` is the end of its log: the only place where it says why. */
export function failedProcess(process: string, state: string, tail: string): CabestanError {
  return new CabestanError('process.failed', { process, state }, { detail: { tail } })
}
