import { isRequirementsFile } from '../tree/requirements-file-name.ts'
import type { Tree } from '../tree/tree.ts'

/** What git leaves in a file where two branches changed the same lines. */
const marks = /^<{7} [^\n]*\n[\s\S]*?^={7}\r?$[\s\S]*?^>{7} /m

/** An installer stops at these marks, or misses what stands between them. */
export function isPackageList(path: string): boolean {
  return isRequirementsFile(path) || /(?:^|\/)(?:pyproject\.toml|Pipfile|[\w-]+\.lock)$/.test(path)
}

/**
 * Committed in the middle of a merge. A text about git may contain such marks; code and lists of packages may not.
 */
export function withMergeMarks(tree: Tree, paths: readonly string[]): string[] {
  return paths.filter((path) => {
    if (!path.endsWith('.py') && !isPackageList(path)) return false
    const text = tree.text(path) ?? ''
    return text.includes('<<<<<<< ') && marks.test(text)
  })
}
