import { isRequirementsFile } from '../../tree/requirements-file-name.ts'
import { directoryOf, fileNameOf, joined, prefixes } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import type { DependencySource } from '../reading.ts'
import { readCondaEnvironment, readPixi } from './conda.ts'
import { withDjango, withExtras } from './extras.ts'
import type { InstallerNamed } from './installers-named.ts'
import type { Lock } from './lock.ts'
import type { Manifest } from './manifest.ts'
import { readPdmLock } from './pdm-lock.ts'
import { readPipfile, readPipfileLock } from './pipenv.ts'
import { readPoetryLock } from './poetry.ts'
import { type Pyproject, readPyproject } from './pyproject.ts'
import { chooseRequirements } from './requirements-choice.ts'
import { readRequirementsFile, type Wanted } from './requirements-file.ts'
import { readSetup } from './setup.ts'
import { staleIn } from './stale.ts'
import { readUvLock, type UvLock } from './uv-lock.ts'

interface Search {
  readonly tree: Tree
  /** The project's own paths that may belong to this project. */
  readonly paths: readonly string[]
  readonly engine: string | null
  readonly installers: readonly InstallerNamed[]
}

/** Every way in which something in these paths says what it depends on. */
export function findManifests(search: Search): readonly Manifest[] {
  // The nearest to the top first: if there are very many setup.py, not all are evaluated.
  const directories = [...new Set(search.paths.filter(isManifest).map(directoryOf))].toSorted(
    (one, other) => prefixes(`${one}/`).length - prefixes(`${other}/`).length,
  )
  const conda = fromConda(search)
  const included = new Set(conda.flatMap(({ files }) => files.slice(1)))
  const setups = directories.flatMap((directory) => fromSetup(search, directory))
  const requirements = fromRequirements({
    ...search,
    paths: search.paths.filter((path) => !included.has(path)),
  })
  return [
    ...directories.flatMap((directory) => [
      ...fromPyproject(search, directory),
      ...fromPipfile(search, directory),
    ]),
    ...setups,
    ...conda,
    ...requirements.map((each) => withSetup(each, setups)),
  ]
}

/** A setup.py that includes this list asks for all of it, and for what it adds. */
function withSetup(list: Manifest, setups: readonly Manifest[]): Manifest {
  const setup = setups.find(({ roots }) => roots.some(({ place }) => list.files.includes(place.file)))
  const names = new Set(list.roots.map(({ name }) => name))
  const more = setup?.roots.filter(({ name }) => !names.has(name)) ?? []
  if (setup === undefined || more.length === 0) return list
  return { ...list, files: [...list.files, ...setup.files], roots: [...list.roots, ...more] }
}

/** A person's choice: a manifest by one of its files, or a list of requirements files in their order. */
export function manifestOf(
  tree: Tree,
  files: readonly string[],
  manifests: readonly Manifest[],
): Manifest | null {
  const known = manifests.find(
    (each) => each.source !== 'requirements' && files.some((file) => each.files.includes(file)),
  )
  const requirements = files.map((path) => readRequirementsFile(tree, path))
  const roots = requirements.flatMap(({ wanted }) => wanted)
  if (known !== undefined || roots.length === 0) return known ?? null
  return { ...nothing, source: 'requirements', files, roots, requirements }
}

function isManifest(path: string): boolean {
  return /^(?:pyproject\.toml|Pipfile(?:\.lock)?|setup\.(?:py|cfg)|(?:uv|poetry|pdm)\.lock|pylock\.toml)$/.test(
    fileNameOf(path),
  )
}

const nothing = { others: [], groups: [], lock: null, requirements: [], stale: [], unread: [] }

function fromPyproject(search: Search, directory: string): Manifest[] {
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
  return [{ ...nothing, source, files: [path, ...beside], roots, groups, unread }]
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
  return { ...nothing, source, files: [path, file], roots, groups, lock, stale: staleIn(lock, roots) }
}

function fromPipfile({ tree }: Search, directory: string): Manifest[] {
  const path = joined(directory, 'Pipfile')
  const stated = readPipfile(tree, path)
  const roots = readPipfileLock(tree, `${path}.lock`)
  if (roots !== null && roots.length > 0) {
    const files = stated === null ? [`${path}.lock`] : [`${path}.lock`, path]
    return [{ ...nothing, source: 'pipenv', files, roots, stale: staleIn(lockFrom(roots), stated ?? []) }]
  }
  return stated === null || stated.length === 0
    ? []
    : [{ ...nothing, source: 'pipenv', files: [path], roots: stated }]
}

function lockFrom(roots: readonly Wanted[]): Lock {
  const packages = roots.map(({ name, specifier, from, url, marker, hashes, place }) => ({
    name,
    version: specifier.replace(/^==/, ''),
    from,
    url,
    markers: marker === '' ? [] : [marker],
    dependencies: [],
    extras: new Map(),
    wheels: null,
    hashes: hashes ?? [],
    registry: null,
    place,
  }))
  return Map.groupBy(packages, ({ name }) => name)
}

function fromSetup({ tree, engine }: Search, directory: string): Manifest[] {
  const setup = readSetup(tree, directory)
  const pyproject = readPyproject(tree, joined(directory, 'pyproject.toml'), engine)
  if (setup === null || pyproject?.beside.some((file) => setup.files.includes(file))) return []
  const { name, install, files } = setup
  const extras = new Map([...setup.extras].map(([extra, { wanted }]) => [extra, wanted]))
  const offered = withExtras({ name, roots: install.wanted, extras }, engine)
  const { roots, groups } = withDjango(
    offered,
    [...extras].map(([extra, wanted]) => [extra, () => wanted] as const),
  )
  const lists = [install, ...groups.flatMap((group) => setup.extras.get(group) ?? [])]
  const unread = lists.flatMap((list) => list.unread)
  return roots.length + unread.length === 0
    ? []
    : [{ ...nothing, source: 'setup', files, roots, groups, unread }]
}

function fromConda({ tree, paths }: Search): Manifest[] {
  return paths
    .filter((path) => /^(?:(?:conda[-_])?env(?:ironment)?[\w-]*\.ya?ml|pixi\.toml)$/.test(fileNameOf(path)))
    .flatMap((path) => {
      const read = path.endsWith('.toml') ? readPixi : readCondaEnvironment
      const environment = read(tree, path)
      if (environment === null || environment.wanted.length === 0) return []
      return [
        {
          ...nothing,
          source: 'conda' as const,
          files: [path, ...environment.included],
          roots: environment.wanted,
        },
      ]
    })
}

/** Files of one place belong together: `requirements.txt` and `requirements/*.txt` beside it. */
function fromRequirements({ tree, paths, installers }: Search): Manifest[] {
  const places = Map.groupBy(paths.filter(isRequirementsFile), placeOf)
  return [...places.values()].flatMap((files) => {
    const { chosen, others } = chooseRequirements(tree, files, installers)
    if (chosen.length === 0) return []
    const roots = chosen.flatMap(({ wanted }) => wanted)
    return [
      {
        ...nothing,
        source: 'requirements' as const,
        files: chosen.map(({ path }) => path),
        others,
        roots,
        requirements: chosen,
      },
    ]
  })
}

/** The project's directory that such a file is for: above `requirements/`, `deploy/`, `config/`. */
export function placeOf(path: string): string {
  const directory = directoryOf(path)
  return /^(?:req[a-z]*|deps|dependencies|pip|deploy(?:ment)?|config|conf|etc|docker|compose|build|install|setup|files|misc|ops|infra|provision(?:ing)?)$/i.test(
    fileNameOf(directory),
  )
    ? directoryOf(directory)
    : directory
}
