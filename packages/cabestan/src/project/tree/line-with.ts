import type { Place } from '../answer.ts'
import type { Tree } from './tree.ts'

/** The number of the first line that matches the pattern. */
export function lineWith(tree: Tree, path: string, pattern: RegExp): number | null {
  const index = (tree.text(path) ?? '').split('\n').findIndex((line) => pattern.test(line))
  return index < 0 ? null : index + 1
}

/** The first match in the first of these files that has one; the pattern is applied to whole texts. */
export function placeWith(tree: Tree, files: readonly string[], pattern: RegExp): Place | null {
  for (const file of files) {
    const text = tree.text(file) ?? ''
    const at = text.search(pattern)
    if (at >= 0) return { file, line: text.slice(0, at).split('\n').length }
  }
  return null
}
