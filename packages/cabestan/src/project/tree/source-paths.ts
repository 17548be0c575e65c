import { onceFor } from '../once-for.ts'
import type { Tree } from './tree.ts'
import { isVendored, virtualenvsIn } from './vendored.ts'

/** The project's own paths, without committed virtualenvs and other people's packages. */
export const sourcePaths: (tree: Tree) => readonly string[] = onceFor(ownPaths)

/** Every directory above a path, the nearest first; the top is ''. */
export function prefixes(path: string): string[] {
  const found: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    found.push(path.slice(0, end))
  return [...found, '']
}

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function joined(directory: string, rest: string): string {
  return directory === '' ? rest : rest === '' ? directory : `${directory}/${rest}`
}

export function isBelow(path: string, directory: string): boolean {
  return directory === '' || path.startsWith(`${directory}/`)
}

/** The directory itself, or what is inside it. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || isBelow(path, directory)
}

function ownPaths(tree: Tree): readonly string[] {
  const virtualenvs = virtualenvsIn(tree.paths)
  return tree.paths.filter((path) => !isVendored(path, virtualenvs))
}
