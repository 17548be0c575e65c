import type { PageWords } from '../../words/pages/en.ts'
import { Refused } from '../api/http.ts'

/** What to tell of a call that went wrong: always what to do next. */
export function failureText(failure: unknown, words: PageWords): string {
  if (!(failure instanceof Refused)) return words.failures.unreachable
  const known: Readonly<Record<string, string>> = words.failures.codes
  return known[failure.code] ?? words.failures.other(failure.status, failure.code)
}
