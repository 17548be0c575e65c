import type { RefusalCode } from '../../web/refusal.ts'
import type { PageWords } from '../../words/pages/en.ts'
import { Refused } from '../api/http.ts'
import { plain } from '../parts/visible.ts'

/** What to tell about a call that failed, which always includes what to do next. */
export function failureText(failure: unknown, words: PageWords): string {
  if (!(failure instanceof Refused)) return words.failures.unreachable
  // A code without words does not compile; the fallback is for a newer server.
  const known: Readonly<Record<RefusalCode, string>> = words.failures.codes
  const text = (known as Readonly<Record<string, string>>)[failure.code]
  return exactText(failure, words) ?? text ?? words.failures.other(failure.status, failure.code)
}

/** For answers that say more than their code. */
function exactText({ code, details }: Refused, words: PageWords): string | null {
  const { seconds, pattern, problems } = details as Readonly<Record<string, unknown>>
  if (code === 'locked' && typeof seconds === 'number') return words.failures.lockedFor(seconds)
  if (code === 'pattern' && typeof pattern === 'string') return words.failures.pattern(plain(pattern))
  if (code === 'invalid' && Array.isArray(problems))
    return words.failures.fields(problems.map(problem).join(', '))
  return null
}

function problem(one: unknown): string {
  const field = typeof one === 'object' && one !== null && 'field' in one ? one.field : one
  return plain(String(field))
}
