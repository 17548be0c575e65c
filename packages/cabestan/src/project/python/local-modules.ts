import { distributionsByModule } from '../dependencies/distributions.table.ts'
import { isRequirementsFile } from '../tree/requirements-file-name.ts'
import { fileNameOf, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'

/**
 * Whether a module that the tree does not have was left out of it. git says so where it is told to ignore its file;
 * else only the name does, of what no list of packages brings.
 */
export function looksLocal(tree: Tree, name: string): boolean {
  const [first = ''] = name.split('.')
  if (isPackaged(tree, first)) return false
  return localName.test(first) || ignoredModules(tree).has(first)
}

/** A package that is not in the tree may have any module. */
export function isPackaged(tree: Tree, first: string): boolean {
  return packaged.has(first) || isListed(tree, first)
}

const localName =
  /(?:^|_)(?:local|secrets?|private|settings|passwords?|credentials|keys|production|development)(?:_|$)/

const packaged = new Set(
  'secrets django django_settings_file split_settings pydantic_settings django_split_settings local_settings_loader dynaconf configurations keyring cryptography celery'.split(
    ' ',
  ),
)

const ignored = new WeakMap<Tree, ReadonlySet<string>>()

function ignoredModules(tree: Tree): ReadonlySet<string> {
  const known = ignored.get(tree)
  if (known) return known
  const files = sourcePaths(tree).filter((path) => fileNameOf(path) === '.gitignore')
  const lines = files.flatMap((file) => (tree.text(file) ?? '').split('\n'))
  const found = new Set(lines.flatMap((line) => /^\/?(?:[^\s#!]*\/)?(\w+)\.py(?:\s|$)/.exec(line)?.[1] ?? []))
  ignored.set(tree, found)
  return found
}

/** Under the name that its distribution is known by, or its own, which most of them bear. `settings` alone is none. */
function isListed(tree: Tree, first: string): boolean {
  if (!first.includes('_')) return false
  const names = [distributionsByModule.get(first) ?? first, first, `django-${first}`, `python-${first}`]
  return names.some((name) => listedNames(tree).has(spelled(name)))
}

const listed = new WeakMap<Tree, ReadonlySet<string>>()

/** Whatever begins a line or a text in a list: more than packages, and each of them. */
function listedNames(tree: Tree): ReadonlySet<string> {
  const known = listed.get(tree)
  if (known) return known
  const files = sourcePaths(tree).filter(
    (path) =>
      isRequirementsFile(path) || /^(?:Pipfile|pyproject\.toml|setup\.(?:py|cfg))$/.test(fileNameOf(path)),
  )
  const words = files.flatMap(
    (file) => (tree.text(file) ?? '').match(/(?<=^[ \t]*|["'])[A-Za-z][\w.-]*/gm) ?? [],
  )
  const found = new Set(words.map(spelled))
  listed.set(tree, found)
  return found
}

function spelled(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
