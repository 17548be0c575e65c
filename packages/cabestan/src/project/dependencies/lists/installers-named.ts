import type { Place } from '../../answer.ts'
import { directoryOf, fileNameOf } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import type { DependencySource } from '../reading.ts'
import { within } from './requirements-file.ts'

/** A file that deploys, tests or explains the project, and names how its packages are installed. */
export interface InstallerNamed {
  readonly source: DependencySource
  /** The requirements files that it names, as paths of the tree. */
  readonly file: string | null
  readonly weight: number
  readonly place: Place
}

export const deploying = 12

/** What deploys a project counts more than what tests or explains it. */
const weights: readonly (readonly [RegExp, number])[] = [
  [/(?:^|\/)(?:.*[._-])?(?:Dockerfile|Containerfile)(?:[._-](?!dev|test|local|ci).*)?$/i, deploying],
  [
    /(?:^|\/)(?:Procfile|heroku\.yml|render\.yaml|app\.json|nixpacks\.toml|railway\.(?:json|toml)|build\.sh|release\.sh|deploy\.sh|\.platform\.app\.yaml|clevercloud\/.*\.json)$/i,
    deploying,
  ],
  [
    /(?:^|\/)(?:\.gitlab-ci\.yml|\.travis\.yml|\.circleci\/config\.yml|\.github\/workflows\/[^/]+\.ya?ml|Makefile|justfile|README[^/]*|INSTALL[^/]*|docs\/install[^/]*)$/i,
    4,
  ],
]

const patterns: readonly (readonly [DependencySource, RegExp])[] = [
  ['uv', /\buv (?:sync|run|export)\b/],
  ['poetry', /\bpoetry (?:install|export|run|sync)\b/],
  ['pipenv', /\bpipenv (?:install|sync|run|requirements|lock)\b/],
  ['pdm', /\bpdm (?:install|sync|run|export)\b/],
  ['conda', /\bconda env (?:create|update)\b|\bmamba env create\b/],
  ['setup', /\bpip3? install (?:-[a-zA-Z-]+ )*(?:-e )?\.(?:\s|$|\[)|\bsetup\.py (?:install|develop)\b/],
]

export function installersNamed(tree: Tree, paths: readonly string[]): readonly InstallerNamed[] {
  return paths.flatMap((path) => {
    const weight = weights.find(([pattern]) => pattern.test(path))?.[1]
    const text = weight === undefined ? null : tree.text(path)
    if (weight === undefined || text === null || isAside(path)) return []
    return text
      .split('\n', 2_000)
      .flatMap((line, index) => namedIn(tree, line.slice(0, 1_000), { file: path, line: index + 1 }))
      .map((named) => ({ ...named, weight }))
  })
}

function isAside(path: string): boolean {
  return (
    /(?:^|\/)(?:node_modules|examples?|tests?)\//.test(directoryOf(path)) ||
    fileNameOf(path).startsWith('.env')
  )
}

function namedIn(tree: Tree, line: string, place: Place): Omit<InstallerNamed, 'weight'>[] {
  const managers = patterns.flatMap(([source, pattern]) =>
    pattern.test(line) ? [{ source, file: null, place }] : [],
  )
  const files = [...line.matchAll(/(?:-r|--requirements?)[ =]?\s?["']?([\w./-]+)/g)].flatMap((match) => {
    const file = fileNamed(tree, match[1] ?? '', place)
    return file === null ? [] : [{ source: 'requirements' as const, file, place }]
  })
  return [...managers, ...files]
}

/** Relative to the file that names it, or to the top; in an image it may be elsewhere under the same name. */
function fileNamed(tree: Tree, name: string, { file }: Place): string | null {
  const directories = [directoryOf(file), '', directoryOf(directoryOf(file))]
  // `/code/requirements.txt` is a path inside the image: matched by as much of its ending as lies beside this file.
  const parts = name.split('/').slice(1)
  const ends = name.startsWith('/') ? parts.map((_, first) => parts.slice(first).join('/')) : [name]
  const beside = ends.flatMap((end) => directories.map((directory) => within(directory, end)))
  const found = beside.find((path) => path !== null && tree.text(path) !== null)
  if (found !== undefined) return found
  const tail = name.split('/').slice(-2).join('/')
  return tree.paths.find((path) => path === tail || path.endsWith(`/${tail}`)) ?? null
}
