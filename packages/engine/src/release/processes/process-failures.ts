import { CabestanError } from '@cabestan/protocol/failures'
import type { LastWords } from './last-words.ts'

export function unknownProcess(process: string, known: readonly string[]): CabestanError {
  return new CabestanError('process.unknown', { process, known: [...new Set(known)].sort().join(', ') })
}

/** What it said is in its log, and nowhere else. */
export function failedProcess(process: string, { error, place, tail }: LastWords): CabestanError {
  return new CabestanError(
    'process.failed',
    { process, error, place },
    tail === '' ? {} : { detail: { tail } },
  )
}
