import type { Tree } from '../tree/tree.ts'
import { directoryOf, joined } from '../where/source-paths.ts'
import { at, linesOf, list, type Table, table, text, texts, tomlOf } from './documents.ts'
import { normalised } from './names.ts'
import { poetryRequirements } from './poetry.ts'
import { isForProduction, isWantedExtra } from './production-words.ts'
import { requirementOf } from './requirement-text.ts'
import { readRequirementsFile, type Wanted, within } from './requirements-file.ts'

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
  }
  const { roots, groups } = together([ofPoetry(reader), ofProject(reader), ofGroups(reader)])
  const name = text(at(project, 'name')) ?? text(at(document, 'tool', 'poetry', 'name')) ?? ''
  return { path, name: normalised(name), roots, groups, poetry, document }
}

interface Reader {
  readonly tree: Tree
  readonly path: string
  readonly document: Table
  readonly engine: string | null
  readonly lines: ReadonlyMap<string, number>
}

interface Part {
  readonly roots: readonly Wanted[]
  readonly groups: readonly string[]
}

function together(parts: readonly Part[]): Part {
  return { roots: parts.flatMap(({ roots }) => roots), groups: parts.flatMap(({ groups }) => groups) }
}

function ofPoetry({ document, path, lines }: Reader): Part {
  const poetry = at(document, 'tool', 'poetry')
  const groups = Object.keys(table(at(poetry, 'group'))).filter(isForProduction)
  const roots = poetryRequirements(at(poetry, 'dependencies'), path, lines)
  const ofGroups = groups.flatMap((group) =>
    poetryRequirements(at(poetry, 'group', group, 'dependencies'), path, lines),
  )
  return { roots: [...roots, ...ofGroups], groups }
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

function requirementsIn({ path, lines }: Reader, stated: readonly string[]): Wanted[] {
  return stated.flatMap((each) => {
    const requirement = requirementOf(each)
    if (requirement === null) return []
    const written = /^[A-Za-z0-9._-]+/.exec(each)?.[0].toLowerCase() ?? ''
    return [{ ...requirement, place: { file: path, line: lines.get(written) ?? 1 }, editable: false }]
  })
}
