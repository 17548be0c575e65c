import { isRequirementsFile } from '../../tree/requirements-file-name.ts'
import { directoryOf, fileNameOf, joined, prefixes } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { readCondaEnvironment, readPixi } from './conda.ts'
import { withDjango, withExtras } from './extras.ts'
import { fromPyproject } from './from-pyproject.ts'
import type { Lock } from './lock.ts'
import type { Manifest } from './manifest.ts'
import { emptyManifest, type Search } from './manifest-search.ts'
import { readPipfile, readPipfileLock } from './pipenv.ts'
import { readPyproject } from './pyproject.ts'
import { chooseRequirements } from './requirements-choice.ts'
import { readRequirementsFile, type Wanted } from './requirements-file.ts'
import { readSetup } from './setup.ts'
import { staleIn } from './stale.ts'

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
  return { ...emptyManifest, source: 'requirements', files, roots, requirements }
}

function isManifest(path: string): boolean {
  return /^(?:pyproject\.toml|Pipfile(?:\.lock)?|setup\.(?:py|cfg)|(?:uv|poetry|pdm)\.lock|pylock\.toml)$/.test(
    fileNameOf(path),
  )
}

function fromPipfile({ tree }: Search, directory: string): Manifest[] {
  const path = joined(directory, 'Pipfile')
  const stated = readPipfile(tree, path)
  const roots = readPipfileLock(tree, `${path}.lock`)
  if (roots !== null && roots.length > 0) {
    const files = stated === null ? [`${path}.lock`] : [`${path}.lock`, path]
    return [
      { ...emptyManifest, source: 'pipenv', files, roots, stale: staleIn(lockFrom(roots), stated ?? []) },
    ]
  }
  return stated === null || stated.length === 0
    ? []
    : [{ ...emptyManifest, source: 'pipenv', files: [path], roots: stated }]
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
    : [{ ...emptyManifest, source: 'setup', files, roots, groups, unread }]
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
          ...emptyManifest,
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
        ...emptyManifest,
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
