import type { Finding } from '../findings/finding.ts'

/** As many names as a sentence bears. */
const mostNames = 5

/** A finding that is about these files: the first of them by name, all of them by number. */
export function naming(code: Finding['code'], paths: readonly string[]): Omit<Finding, 'severity'> {
  const named = paths.slice(0, mostNames)
  const files = [...named, ...(paths.length > named.length ? ['…'] : [])].join(', ')
  return { code, places: named.map((file) => ({ file })), values: { count: String(paths.length), files } }
}
