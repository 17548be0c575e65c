import { isBelow } from '../tree/source-paths.ts'

/**
 * The name for importing it: `shop.celery` for `src/shop/celery.py`, as seen from the Python path; null if it is not
 * on that.
 */
export function moduleOf(pythonPath: readonly string[], file: string): string | null {
  const [root] = pythonPath
    .filter((directory) => isBelow(file, directory))
    .toSorted((a, b) => b.length - a.length)
  if (root === undefined) return null
  const path = root === '' ? file : file.slice(root.length + 1)
  return path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.')
}
