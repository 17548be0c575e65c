import { CabestanError } from '@cabestan/protocol/failures'
import type { LastWords } from './last-words.ts'

export function unknownProcess(process: string, known: readonly string[]): CabestanError {
  return new CabestanError('process.unknown', { process, known: [...new Set(known)].sort().join(', ') })
}

/** What the process printed is only in its log. */
export function failedProcess(process: string, { error, place, tail }: LastWords): CabestanError {
  return new CabestanError(
    'process.failed',
    { process, error, place },
    tail === '' ? {} : { detail: { tail } },
  )
}
