import { isRequirementsFile } from '../../tree/requirements-file-name.ts'
import { directoryOf, fileNameOf } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { at, table, tomlOf } from './documents.ts'
import { requirementsOf } from './pipenv.ts'
import { poetryRequirements } from './poetry.ts'
import { requirementOf } from './requirement-text.ts'
import { readRequirementsFile, type Wanted } from './requirements-file.ts'
import { readSetup } from './setup.ts'

type Named = Pick<Wanted, 'name' | 'specifier' | 'from'>

/** Every distribution that some file of the repository names, for any purpose, with its version. */
export function namedAnywhere(tree: Tree, paths: readonly string[]): ReadonlyMap<string, string> {
  const named = Map.groupBy(
    paths.flatMap((path) => namedIn(tree, path)),
    ({ name }) => name,
  )
  return new Map([...named].map(([name, several]) => [name, versionOf(several)]))
}

/** The version that they agree on: lists may be years apart. */
function versionOf(several: readonly Named[]): string {
  const versions = new Set(several.flatMap(({ from, specifier }) => (from === 'index' ? [specifier] : [''])))
  const [only = '', ...others] = versions
  return others.length > 0 ? '' : only
}

function namedIn(tree: Tree, path: string): readonly Named[] {
  if (isRequirementsFile(path)) return readRequirementsFile(tree, path).wanted
  switch (fileNameOf(path)) {
    case 'Pipfile':
      return requirementsOf(at(tomlOf(tree, path), 'dev-packages'), path, new Map())
    case 'pyproject.toml':
      return inGroups(tomlOf(tree, path), path)
    case 'setup.py':
    case 'setup.cfg':
      return inSetup(tree, path)
    default:
      return []
  }
}

/** setup.py and setup.cfg beside each other count as one. */
function inSetup(tree: Tree, path: string): readonly Named[] {
  const setup = readSetup(tree, directoryOf(path))
  return setup === null ? [] : [setup.tests, ...setup.extras.values()].flatMap(({ wanted }) => wanted)
}

function inGroups(document: unknown, path: string): readonly Named[] {
  const poetry = at(document, 'tool', 'poetry')
  const groups = Object.values(table(at(poetry, 'group'))).map((group) => at(group, 'dependencies'))
  const optional = Object.entries(table(at(poetry, 'dependencies'))).filter(
    ([, value]) => at(value, 'optional') === true,
  )
  const keyed = [at(poetry, 'dev-dependencies'), ...groups, Object.fromEntries(optional.map(required))]
  const lists = [
    at(document, 'dependency-groups'),
    at(document, 'project', 'optional-dependencies'),
    at(document, 'tool', 'pdm', 'dev-dependencies'),
    at(document, 'tool', 'uv'),
  ]
  const stated = lists
    .flatMap((each) => Object.values(table(each)).flat())
    .filter((each) => typeof each === 'string')
  return [
    ...keyed.flatMap((each) => poetryRequirements(each, path, new Map())),
    ...stated.flatMap((each) => requirementOf(each) ?? []),
  ]
}

function required([name, value]: [string, unknown]): readonly [string, unknown] {
  return [name, { ...table(value), optional: false }]
}
