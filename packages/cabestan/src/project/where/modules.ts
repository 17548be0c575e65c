import { joined } from '../tree/source-paths.ts'
import { isThere, type Tree } from '../tree/tree.ts'

/** The file of a module under a directory of the Python path; for a package that is its `__init__.py`. */
export function moduleFile(tree: Tree, directory: string, module: string): string | null {
  const path = joined(directory, module.replaceAll('.', '/'))
  const files = [`${path}.py`, `${path}/__init__.py`]
  return files.find((file) => isThere(tree, file)) ?? null
}

/** Under the first directory that has it. */
export function findModule(tree: Tree, directories: readonly string[], module: string): string | null {
  for (const directory of directories) {
    const file = moduleFile(tree, directory, module)
    if (file !== null) return file
  }
  return null
}

/** Whether it is a package there, even without `__init__.py` if it contains Python. */
export function hasModule(tree: Tree, directory: string, module: string): boolean {
  return (
    moduleFile(tree, directory, module) !== null ||
    hasPython(tree, joined(directory, module.replaceAll('.', '/')))
  )
}

function hasPython(tree: Tree, directory: string): boolean {
  const prefix = `${directory}/`
  for (let at = firstAtOrAfter(tree.paths, prefix); tree.paths[at]?.startsWith(prefix); at += 1)
    if (tree.paths[at]?.endsWith('.py')) return true
  return false
}

function firstAtOrAfter(paths: readonly string[], wanted: string): number {
  let low = 0
  let high = paths.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((paths[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
