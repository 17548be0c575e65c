import type { Finding } from '../findings/finding.ts'

/** As many names as a sentence can hold. */
const mostNames = 5

/** A finding about these files, which names the first of them and counts all. */
export function naming(code: Finding['code'], paths: readonly string[]): Omit<Finding, 'severity'> {
  const named = paths.slice(0, mostNames)
  const files = [...named, ...(paths.length > named.length ? ['…'] : [])].join(', ')
  return { code, places: named.map((file) => ({ file })), values: { count: String(paths.length), files } }
}
