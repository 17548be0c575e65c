import type { Tree } from '../tree/tree.ts'
import { directoryOf, joined } from '../where/source-paths.ts'
import { bringsDjango } from './django-packages.ts'
import { at, linesOf, list, type Table, table, text, texts, tomlOf } from './documents.ts'
import { normalised } from './names.ts'
import { poetryRequirements } from './poetry.ts'
import { isForProduction, isNotForProduction, isWantedExtra } from './production-words.ts'
import { requirementOf } from './requirement-text.ts'
import { readRequirementsFile, type Wanted, within } from './requirements-file.ts'
import { uvSource } from './uv-sources.ts'

/** What a pyproject.toml asks for in production. */
export interface Pyproject {
  readonly path: string
  readonly name: string
  readonly roots: readonly Wanted[]
  readonly groups: readonly string[]
  readonly poetry: boolean
  readonly document: Table
}

/** Null where it says nothing of dependencies: many only configure tools. */
export function readPyproject(tree: Tree, path: string, engine: string | null): Pyproject | null {
  const document = tomlOf(tree, path)
  if (document === null) return null
  const poetry = at(document, 'tool', 'poetry', 'dependencies') !== undefined
  const project = at(document, 'project')
  if (project === undefined && !poetry && at(document, 'dependency-groups') === undefined) return null
  const reader: Reader = {
    tree,
    path,
    document,
    engine,
    lines: linesOf(tree, path, /^\s*["']?([A-Za-z0-9._-]+)/),
    written: (tree.text(path) ?? '').split('\n'),
  }
  const { roots, groups } = withDjango(
    reader,
    together([ofPoetry(reader), ofProject(reader), ofGroups(reader)]),
  )
  const name = text(at(project, 'name')) ?? text(at(document, 'tool', 'poetry', 'name')) ?? ''
  return { path, name: normalised(name), roots, groups, poetry, document }
}

interface Reader {
  readonly tree: Tree
  readonly path: string
  readonly document: Table
  readonly engine: string | null
  readonly lines: ReadonlyMap<string, number>
  readonly written: readonly string[]
}

interface Part {
  readonly roots: readonly Wanted[]
  readonly groups: readonly string[]
}

function together(parts: readonly Part[]): Part {
  return { roots: parts.flatMap(({ roots }) => roots), groups: parts.flatMap(({ groups }) => groups) }
}

/** Where the packages of the site itself stand in a group under a name of its own, with Django among them. */
function withDjango(reader: Reader, found: Part): Part {
  if (found.roots.some(isDjango)) return found
  const { document } = reader
  const named: readonly (readonly [unknown, (group: string) => Wanted[]])[] = [
    [at(document, 'dependency-groups'), (group) => requirementsIn(reader, groupTexts(reader, group, 0))],
    [
      at(document, 'project', 'optional-dependencies'),
      (group) => requirementsIn(reader, texts(at(document, 'project', 'optional-dependencies', group))),
    ],
    [at(document, 'tool', 'poetry', 'group'), (group) => ofPoetryGroup(reader, group)],
  ]
  const others = named.flatMap(([groups, read]) =>
    Object.keys(table(groups))
      .filter((group) => !isNotForProduction(group) && !found.groups.includes(group))
      .map((group): Part => ({ roots: read(group), groups: [group] }))
      .filter(({ roots }) => roots.some(isDjango)),
  )
  return together([found, ...others.slice(0, 1)])
}

function isDjango({ name }: Wanted): boolean {
  return name === 'django' || bringsDjango(name)
}

function ofPoetry(reader: Reader): Part {
  const { document, path, lines } = reader
  const poetry = at(document, 'tool', 'poetry')
  // `poetry install` takes each group that is not optional; those for development say so by their names.
  const groups = Object.entries(table(at(poetry, 'group'))).flatMap(([group, value]) =>
    isForProduction(group) || (at(value, 'optional') !== true && !isNotForProduction(group)) ? [group] : [],
  )
  const roots = poetryRequirements(at(poetry, 'dependencies'), path, lines)
  return { roots: [...roots, ...groups.flatMap((group) => ofPoetryGroup(reader, group))], groups }
}

function ofPoetryGroup({ document, path, lines }: Reader, group: string): Wanted[] {
  return poetryRequirements(at(document, 'tool', 'poetry', 'group', group, 'dependencies'), path, lines)
}

function ofProject(reader: Reader): Part {
  const project = at(reader.document, 'project')
  const optional = table(at(project, 'optional-dependencies'))
  const extras = Object.keys(optional).filter((extra) => isWantedExtra(extra, reader.engine))
  const stated = [at(project, 'dependencies'), ...extras.map((extra) => optional[extra])]
  const roots = stated.flatMap((each) => requirementsIn(reader, texts(each)))
  return { roots: [...roots, ...dynamic(reader)], groups: extras }
}

function ofGroups(reader: Reader): Part {
  const groups = Object.keys(table(at(reader.document, 'dependency-groups'))).filter(isForProduction)
  return { roots: groups.flatMap((group) => requirementsIn(reader, groupTexts(reader, group, 0))), groups }
}

/** PEP 735: a group may include others. */
function groupTexts(reader: Reader, group: string, depth: number): readonly string[] {
  if (depth > 5) return []
  return list(at(reader.document, 'dependency-groups', group)).flatMap((each) => {
    const included = text(at(each, 'include-group'))
    return included === null ? texts([each]) : groupTexts(reader, included, depth + 1)
  })
}

/** `dynamic = ["dependencies"]` with setuptools: they stand in a requirements file. */
function dynamic({ tree, path, document }: Reader): readonly Wanted[] {
  const files = at(document, 'tool', 'setuptools', 'dynamic', 'dependencies', 'file')
  return [...texts(files), ...texts([files])].flatMap((file) => {
    const inside = within(directoryOf(path), file)
    return inside === null ? [] : readRequirementsFile(tree, joined('', inside)).wanted
  })
}

function requirementsIn(reader: Reader, stated: readonly string[]): Wanted[] {
  return stated.flatMap((each) => {
    const requirement = requirementOf(each)
    if (requirement === null) return []
    const wanted = {
      ...requirement,
      place: { file: reader.path, line: lineOf(reader, each) },
      editable: false,
    }
    return [{ ...wanted, ...uvSource(reader, requirement.name) }]
  })
}

function lineOf({ lines, written }: Reader, stated: string): number {
  const whole = written.findIndex((line) => line.includes(stated)) + 1
  return whole || (lines.get(/^[A-Za-z0-9._-]+/.exec(stated)?.[0].toLowerCase() ?? '') ?? 1)
}
