import type { Tree } from './tree.ts'

/** The number of the first line that the pattern fits. */
export function lineWith(tree: Tree, path: string, pattern: RegExp): number | null {
  const index = (tree.text(path) ?? '').split('\n').findIndex((line) => pattern.test(line))
  return index < 0 ? null : index + 1
}
