import { isBelow } from '../tree/source-paths.ts'

/** As it is imported: `shop.celery` of `src/shop/celery.py`, seen from the Python path; null from nowhere on it. */
export function moduleOf(pythonPath: readonly string[], file: string): string | null {
  const [root] = pythonPath
    .filter((directory) => isBelow(file, directory))
    .toSorted((a, b) => b.length - a.length)
  if (root === undefined) return null
  const path = root === '' ? file : file.slice(root.length + 1)
  return path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.')
}
