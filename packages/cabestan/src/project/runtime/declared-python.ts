import { satisfies } from '@renovatebot/pep440'
import type { Place } from '../answer.ts'
import { readCondaEnvironment, readPixi } from '../dependencies/lists/conda.ts'
import { at, jsonOf, text, tomlOf } from '../dependencies/lists/documents.ts'
import { poetrySpecifier } from '../dependencies/lists/poetry.ts'
import { readSetup } from '../dependencies/lists/setup.ts'
import { lineWith } from '../tree/line-with.ts'
import { directoryOf, prefixes } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { platformFiles, platformPython } from './platform-pythons.ts'

/** A Python that some file of the project names. */
export interface DeclaredPython {
  /** As it stands there: `3.11.4`, `>=3.9,<3.13`. */
  readonly text: string
  /** `3.11` where exactly one series is meant. */
  readonly series: string | null
  /** Of tests, or of whoever made the list of packages: production may have a newer one. */
  readonly weak?: true
  /** As PEP 440 says it, where it is a range. */
  readonly specifier: string | null
  readonly place: Place
}

/** Whether some version of this series is included: `>3.9.1` leaves most of 3.9. */
export function isMeant(
  python: string,
  { series, specifier }: Pick<DeclaredPython, 'series' | 'specifier'>,
): boolean {
  if (series !== null || specifier === null) return series === python
  return [`${python}.20`, `${python}.0`].some((version) => satisfies(version, specifier))
}

/**
 * A person's choice for the project comes before what its tests and images happen to use; the nearest file comes
 * first.
 */
export function readDeclaredPythons(
  tree: Tree,
  paths: readonly string[],
  directory: string,
): readonly DeclaredPython[] {
  const above = new Set([directory, ...prefixes(`${directory}/x`)])
  const near = paths.filter((path) => above.has(directoryOf(path)) || isAside(path, above))
  const found = readers.flatMap(({ name, read }) =>
    near
      .filter((path) => name.test(path))
      .toSorted(byPlace)
      .flatMap((path) => read(tree, path)),
  )
  return found.filter(({ series, specifier }) => series !== null || specifier !== null)
}

/**
 * `.github/workflows/…`, `docker/Dockerfile`, `deployment/docker/web/Dockerfile` are below a directory that counts.
 */
function isAside(path: string, above: ReadonlySet<string>): boolean {
  const directory = directoryOf(path)
  const home = directory.replace(
    /(?:^|\/)(?:\.github\/workflows|\.circleci|(?:docker|deploy(?:ment)?|compose|containers?)(?:\/[\w.-]+)*|conf|config|environments?|requirements)$/,
    '',
  )
  return home !== directory && above.has(home)
}

/** The nearest file first, and files for people who work on the code after those for the site. */
function byPlace(one: string, other: string): number {
  const beside = Number(isForDevelopment(one)) - Number(isForDevelopment(other))
  return beside !== 0 ? beside : other.split('/').length - one.split('/').length
}

function isForDevelopment(path: string): boolean {
  return /(?:^|[/._-])(?:dev|develop|development|local|debug|ci|tests?|tester|testing)(?:[/._-]|$)/i.test(
    path,
  )
}

interface PythonReader {
  readonly name: RegExp
  readonly read: (tree: Tree, path: string) => readonly DeclaredPython[]
}

const readers: readonly PythonReader[] = [
  { name: /(?:^|\/)runtime\.txt$/, read: byLine(/^\s*(?:python-)?(\d[\w.]*)/) },
  { name: /(?:^|\/)\.python-version$/, read: byLine(/^\s*(?:cpython-)?(\d+\.\d+[\w.]*)/) },
  { name: /(?:^|\/)\.tool-versions$/, read: byLine(/^\s*python\s+(\d+\.\d+[\w.]*)/) },
  { name: /(?:^|\/)Pipfile$/, read: fromPipfile },
  { name: /(?:^|\/)(?:[\w.-]+[._-])?Dockerfile(?:[._-](?!dev|test|local)[\w.-]+)?$/i, read: fromDockerfile },
  ...platformFiles.map((platform) => ({
    name: platform.name,
    read: (tree: Tree, path: string): DeclaredPython[] => {
      const found = platformPython(tree, path, platform)
      return found ? [declared(found.text, found.place)] : []
    },
  })),
  { name: /(?:^|\/)pyproject\.toml$/, read: fromPyproject },
  { name: /(?:^|\/)setup\.(?:py|cfg)$/, read: fromSetup },
  { name: /(?:^|\/)(?:(?:conda[-_])?env(?:ironment)?[\w-]*\.ya?ml|pixi\.toml)$/, read: fromConda },
  { name: /(?:^|\/)Pipfile\.lock$/, read: fromPipfileLock },
  { name: /(?:^|\/)(?:requirements\/[\w.-]+|[\w.-]*requirements[\w.-]*)\.txt$/i, read: fromCompiled },
  {
    name: /(?:^|\/)(?:\.gitlab-ci\.yml|\.travis\.yml|\.circleci\/config\.yml|\.github\/workflows\/[^/]+\.ya?ml|tox\.ini)$/,
    read: fromTests,
  },
]

function byLine(pattern: RegExp) {
  return (tree: Tree, path: string): DeclaredPython[] => {
    const lines = (tree.text(path) ?? '').split(/\r?\n/, 50)
    const index = lines.findIndex((line) => pattern.test(line.slice(0, 200)))
    const version = pattern.exec(lines[index]?.slice(0, 200) ?? '')?.[1]
    return version === undefined ? [] : [declared(version, { file: path, line: index + 1 })]
  }
}

/** A version names its series; anything else is a range. */
export function declared(stated: string, place: Place): DeclaredPython {
  const written = stated.trim()
  const exact = /^(?:==\s*)?v?(\d+\.\d+)(?:\.[\d*]+)?(?:[a-z]+\d+)?(?:\.\*)?$/.exec(written)?.[1]
  if (exact !== undefined)
    return { text: written.replace(/^==\s*/, ''), series: exact, specifier: null, place }
  const range = poetrySpecifier(written)
  const tied =
    /^~=\s*(\d+\.\d+)\.\d+$/.exec(written)?.[1] ?? /^>=(\d+\.\d+)[\d.]*,<(\d+\.\d+)$/.exec(range)?.[1]
  const next = /^>=(\d+)\.(\d+)[\d.]*,<(\d+)\.(\d+)$/.exec(range)
  const single = next !== null && next[1] === next[3] && Number(next[2]) + 1 === Number(next[4])
  return {
    text: written,
    series: single || written.startsWith('~=') ? (tied ?? null) : null,
    specifier: /\d/.test(range) && !range.includes('|') ? range : null,
    place,
  }
}

function fromPipfile(tree: Tree, path: string): DeclaredPython[] {
  const requires = at(tomlOf(tree, path), 'requires')
  return stated([at(requires, 'python_full_version'), at(requires, 'python_version')], {
    file: path,
    line: lineWith(tree, path, /^python_(?:full_)?version/) ?? 1,
  })
}

function fromPipfileLock(tree: Tree, path: string): DeclaredPython[] {
  const requires = at(jsonOf(tree, path), '_meta', 'requires')
  return stated([at(requires, 'python_full_version'), at(requires, 'python_version')], {
    file: path,
    line: 1,
  })
}

function fromPyproject(tree: Tree, path: string): DeclaredPython[] {
  const document = tomlOf(tree, path)
  const python = at(document, 'tool', 'poetry', 'dependencies', 'python')
  const place = { file: path, line: lineWith(tree, path, /^(?:requires-python|python)\s*=/) ?? 1 }
  return stated([at(document, 'project', 'requires-python'), python, at(python, 'version')], place)
}

function fromSetup(tree: Tree, path: string): DeclaredPython[] {
  const python = readSetup(tree, directoryOf(path))?.python
  const isHere = python?.place.file.endsWith('setup.cfg') === path.endsWith('setup.cfg')
  return python && isHere ? stated([python.text], python.place) : []
}

function fromConda(tree: Tree, path: string): DeclaredPython[] {
  const read = path.endsWith('.toml') ? readPixi : readCondaEnvironment
  return stated([read(tree, path)?.python], {
    file: path,
    line: lineWith(tree, path, /^\s*(?:-\s*)?python\b/) ?? 1,
  })
}

function fromDockerfile(tree: Tree, path: string): DeclaredPython[] {
  const lines = (tree.text(path) ?? '').split('\n', 500)
  const variables = new Map(
    lines.flatMap((line) => {
      const match = /^\s*ARG\s+(\w+)=["']?([\w.-]+)/i.exec(line)
      return match?.[1] && match[2] ? [[match[1], match[2]] as const] : []
    }),
  )
  return lines.flatMap((line, index) => {
    const image = /^\s*FROM\s+(?:--\S+\s+)?(\S+)/i
      .exec(line)?.[1]
      ?.replace(/\$\{?(\w+)[^}\s]*\}?/g, (_, name) => variables.get(name) ?? '')
    const version =
      /(?:^|\/)(?:python|\w*-?python[\w-]*):v?(\d+\.\d+(?:\.\d+)?)/.exec(image ?? '')?.[1] ??
      /python(\d\.\d+)/.exec(image ?? '')?.[1]
    return version === undefined ? [] : [declared(version, { file: path, line: index + 1 })]
  })
}

/** pip-compile and uv choose versions for one Python, whose conditions the list no longer shows. */
function fromCompiled(tree: Tree, path: string): DeclaredPython[] {
  const read = byLine(/^#.*(?:pip-compile with python|--python-version[= ]|--python[= ])\s*["']?(3\.\d+)/i)
  return read(tree, path).map((each) => ({ ...each, weak: true }))
}

/** What it is tested with only helps if that is a single series. */
function fromTests(tree: Tree, path: string): DeclaredPython[] {
  const found = (tree.text(path) ?? '').split('\n', 1_000).flatMap((line, index) => {
    const match =
      /(?:python-version|python_version|^\s*python)["']?\s*:\s*\[?["']?(\d\.\d+)|image:\s*["']?\S*python:(\d\.\d+)|^\s*-\s*["'](\d\.\d+)["']\s*$/i.exec(
        line.slice(0, 300),
      )
    const version = match?.[1] ?? match?.[2] ?? match?.[3]
    return version === undefined || /,\s*["']?\d/.test(line)
      ? []
      : [declared(version, { file: path, line: index + 1 })]
  })
  return new Set(found.map(({ series }) => series)).size === 1
    ? found.slice(0, 1).map((each) => ({ ...each, weak: true }))
    : []
}

function stated(values: readonly unknown[], place: Place): DeclaredPython[] {
  const [first] = values.flatMap((value) => text(value) ?? []).filter((value) => value.trim() !== '')
  return first === undefined ? [] : [declared(first, place)]
}
