import type { Tree } from '../../tree/tree.ts'
import { at, linesOf, list, type Table, table, text, texts, tomlOf } from './documents.ts'
import { type Dynamic, readDynamic } from './dynamic.ts'
import { type Taken, withDjango, withExtras } from './extras.ts'
import { normalised } from './names.ts'
import { poetryRequirements } from './poetry.ts'
import { isNotForProduction, isWantedExtra, isWantedGroup } from './production-words.ts'
import { requirementOf } from './requirement-text.ts'
import type { Wanted } from './requirements-file.ts'
import type { Unread } from './setup-stated.ts'
import { uvSource } from './uv-sources.ts'

/** What a pyproject.toml asks for in production. */
export interface Pyproject {
  readonly path: string
  readonly name: string
  readonly roots: readonly Wanted[]
  readonly groups: readonly string[]
  readonly poetry: boolean
  readonly document: Table
  /** setup.py and setup.cfg, where a part is left to them. */
  readonly beside: readonly string[]
  readonly unread: readonly Unread[]
}

/** Null where it says nothing about dependencies: many files only configure tools. */
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
    dynamic: readDynamic(tree, path, document),
  }
  const found = together([ofPoetry(reader), ofProject(reader), ofGroups(reader)])
  const { roots, groups } = withDjango(found, otherGroups(reader))
  const name = text(at(project, 'name')) ?? text(at(document, 'tool', 'poetry', 'name')) ?? ''
  const { files, install, extras } = reader.dynamic
  const unread = [install, ...groups.flatMap((group) => extras.get(group) ?? [])].flatMap(
    (each) => each.unread,
  )
  return { path, name: normalised(name), roots, groups, poetry, document, beside: files, unread }
}

interface Reader {
  readonly tree: Tree
  readonly path: string
  readonly document: Table
  readonly engine: string | null
  readonly lines: ReadonlyMap<string, number>
  readonly written: readonly string[]
  readonly dynamic: Dynamic
}

function together(parts: readonly Taken[]): Taken {
  return { roots: parts.flatMap(({ roots }) => roots), groups: parts.flatMap(({ groups }) => groups) }
}

/** Groups of every kind that nothing else asks for. */
function otherGroups(reader: Reader): readonly (readonly [string, () => readonly Wanted[]])[] {
  const { document } = reader
  const kinds: readonly (readonly [unknown, (group: string) => readonly Wanted[]])[] = [
    [at(document, 'dependency-groups'), (group) => requirementsIn(reader, groupTexts(reader, group, 0))],
    [Object.fromEntries(extrasOf(reader)), (group) => extrasOf(reader).get(group) ?? []],
    [at(document, 'tool', 'poetry', 'group'), (group) => ofPoetryGroup(reader, group)],
  ]
  return kinds.flatMap(([groups, read]) =>
    Object.keys(table(groups)).map((group) => [group, () => read(group)] as const),
  )
}

function ofPoetry(reader: Reader): Taken {
  const { document, path, lines } = reader
  const poetry = at(document, 'tool', 'poetry')
  // `poetry install` takes each group that is not optional; groups for development have such names.
  const groups = Object.entries(table(at(poetry, 'group'))).flatMap(([group, value]) =>
    isWantedGroup(group) || (at(value, 'optional') !== true && !isNotForProduction(group)) ? [group] : [],
  )
  const extras = Object.entries(table(at(poetry, 'extras'))).filter(([extra]) =>
    isWantedExtra(extra, reader.engine),
  )
  const taken = new Set(extras.flatMap(([, names]) => texts(names)).map(normalised))
  const roots = poetryRequirements(at(poetry, 'dependencies'), path, lines, taken)
  return {
    roots: [...roots, ...groups.flatMap((group) => ofPoetryGroup(reader, group))],
    groups: [...groups, ...extras.map(([extra]) => extra)],
  }
}

function ofPoetryGroup({ document, path, lines }: Reader, group: string): Wanted[] {
  return poetryRequirements(at(document, 'tool', 'poetry', 'group', group, 'dependencies'), path, lines)
}

function ofProject(reader: Reader): Taken {
  const project = at(reader.document, 'project')
  const name = normalised(text(at(project, 'name')) ?? '')
  const stated = requirementsIn(reader, texts(at(project, 'dependencies')))
  const roots = [...stated, ...reader.dynamic.install.wanted]
  return withExtras({ name, roots, extras: extrasOf(reader) }, reader.engine)
}

function extrasOf(reader: Reader): ReadonlyMap<string, readonly Wanted[]> {
  const stated = Object.entries(table(at(reader.document, 'project', 'optional-dependencies'))).map(
    ([extra, list]) => [extra, requirementsIn(reader, texts(list))] as const,
  )
  const left = [...reader.dynamic.extras].map(([extra, { wanted }]) => [extra, wanted] as const)
  return new Map([...stated, ...left])
}

function ofGroups(reader: Reader): Taken {
  const groups = Object.keys(table(at(reader.document, 'dependency-groups'))).filter(isWantedGroup)
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
