import { CabestanError } from '@cabestan/protocol/failures'
import { nearest } from '@cabestan/protocol/nearest'
import type { LastWords } from './last-words.ts'

export function unknownProcess(process: string, known: readonly string[]): CabestanError {
  const names = [...new Set(known)].sort()
  const near = nearest(process, names)
  const values = { process, known: names.join(', ') }
  return new CabestanError('process.unknown', near === null ? values : { ...values, nearest: near })
}

/** What the process printed is only in its log. */
export function failedProcess(process: string, { error, place, tail }: LastWords): CabestanError {
  return new CabestanError(
    'process.failed',
    { process, error, place },
    tail === '' ? {} : { detail: { tail } },
  )
}
