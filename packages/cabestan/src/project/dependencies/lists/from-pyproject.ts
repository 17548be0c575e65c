import { directoryOf, joined, prefixes } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import type { DependencySource } from '../reading.ts'
import type { Lock } from './lock.ts'
import type { Manifest } from './manifest.ts'
import { emptyManifest, type Search } from './manifest-search.ts'
import { readPdmLock } from './pdm-lock.ts'
import { readPoetryLock } from './poetry.ts'
import { type Pyproject, readPyproject } from './pyproject.ts'
import { staleIn } from './stale.ts'
import { readUvLock, type UvLock } from './uv-lock.ts'

export function fromPyproject(search: Search, directory: string): Manifest[] {
  const { tree, engine } = search
  const pyproject = readPyproject(tree, joined(directory, 'pyproject.toml'), engine)
  if (pyproject === null) return []
  const uv = nearestUvLock(search, directory)
  if (uv !== null) return [withUvLock(uv.path, uv.lock, pyproject)]
  for (const [source, name, read] of locks) {
    const path = joined(directory, name)
    const lock = read(tree, path)
    if (lock !== null) return [locked({ source, path, lock }, pyproject)]
  }
  const { path, roots, groups, poetry, beside, unread } = pyproject
  if (roots.length + unread.length === 0) return []
  const source = poetry ? 'poetry' : 'pyproject'
  return [{ ...emptyManifest, source, files: [path, ...beside], roots, groups, unread }]
}

const locks: readonly (readonly [DependencySource, string, (tree: Tree, path: string) => Lock | null])[] = [
  ['poetry', 'poetry.lock', readPoetryLock],
  ['pdm', 'pdm.lock', readPdmLock],
  ['pyproject', 'pylock.toml', readPdmLock],
]

/** A member of a workspace has its lock at the top of the workspace. */
function nearestUvLock({ tree }: Search, directory: string): { path: string; lock: UvLock } | null {
  for (const up of [directory, ...prefixes(directory === '' ? '' : directory)]) {
    const path = joined(up, 'uv.lock')
    const lock = tree.entry(path) === undefined ? null : readUvLock(tree, path)
    const inside =
      up === directory || lock?.members.some((member) => joined(up, member.directory) === directory)
    if (lock !== null && inside) return { path, lock }
  }
  return null
}

function withUvLock(path: string, { lock, members }: UvLock, pyproject: Pyproject): Manifest {
  const own = directoryOf(pyproject.path)
  const member = members.find(({ directory }) => joined(directoryOf(path), directory) === own)
  const root = member === undefined ? undefined : lock.get(member.name)?.[0]
  const groups = pyproject.groups.flatMap((group) => [
    ...(member?.groups.get(group) ?? []),
    ...(root?.extras.get(group) ?? []),
  ])
  const roots = [...(root?.dependencies ?? []), ...groups].map((wants) => ({
    ...wants,
    specifier: '',
    from: 'index' as const,
    place: { file: path },
    url: null,
    editable: false,
  }))
  const { files, ...rest } = locked({ source: 'uv', path, lock }, pyproject)
  return { ...rest, files, roots: roots.length > 0 ? roots : pyproject.roots }
}

interface LockFile {
  readonly source: DependencySource
  readonly path: string
  readonly lock: Lock
}

function locked({ source, path, lock }: LockFile, { path: file, roots, groups }: Pyproject): Manifest {
  return { ...emptyManifest, source, files: [path, file], roots, groups, lock, stale: staleIn(lock, roots) }
}
