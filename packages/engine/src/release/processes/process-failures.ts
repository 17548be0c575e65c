import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import type { LastWords } from './last-words.ts'

export function unknownProcess(process: string, known: readonly string[]): CabestanError {
  const names = [...new Set(known)].sort()
  return new CabestanError('process.unknown', {
    process,
    known: names.join(', '),
    ...suggestion(process, names),
  })
}

/** What the process printed is only in its log. */
export function failedProcess(process: string, { error, place, tail }: LastWords): CabestanError {
  return new CabestanError(
    'process.failed',
    { process, error, place },
    tail === '' ? {} : { detail: { tail } },
  )
}
