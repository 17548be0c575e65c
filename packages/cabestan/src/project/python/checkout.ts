import { relative } from 'node:path/posix'
import { normalised } from './posix-path.ts'
import type { Value } from './values.ts'

/**
 * Stands in every folded path for the directory that the repository is checked out to. What is above it has
 * names of its own, so that `BASE_DIR/../media` is told from `/media`.
 */
export const checkout = '/{outside}/{outside}/{outside}/{checkout}'

/** As a path of the tree, '' for its top; null for what is not text, and for what is outside the checkout. */
export function treePath(value: Value | undefined): string | null {
  return value?.type === 'text' ? treePathOf(value.text) : null
}

/**
 * For people, relative to the checkout: `../db.sqlite3`; the checkout itself has no name yet. Also inside a command.
 */
export function shownPath(text: string): string {
  return text.replaceAll(/\/\{outside\}[^\s'";:,]*/g, (path) =>
    (relative(checkout, path) || '.').replaceAll('{outside}', '…'),
  )
}

export function treePathOf(text: string): string | null {
  if (!text.startsWith(checkout)) return null
  const path = normalised(text)
  if (path === checkout) return ''
  return path.startsWith(`${checkout}/`) ? path.slice(checkout.length + 1) : null
}
