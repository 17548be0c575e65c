import { distributionsByModule } from '../../dependencies/code/distributions.table.ts'
import { normalised } from '../../dependencies/lists/names.ts'
import { onceFor } from '../../once-for.ts'
import { isRequirementsFile } from '../../tree/requirements-file-name.ts'
import { fileNameOf, sourcePaths } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'

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

const ignoredModules = onceFor((tree: Tree): ReadonlySet<string> => {
  const files = sourcePaths(tree).filter((path) => fileNameOf(path) === '.gitignore')
  const lines = files.flatMap((file) => (tree.text(file) ?? '').split('\n'))
  return new Set(lines.flatMap((line) => /^\/?(?:[^\s#!]*\/)?(\w+)\.py(?:\s|$)/.exec(line)?.[1] ?? []))
})

/** Under the name that its distribution is known by, or its own, which most of them bear. `settings` alone is none. */
function isListed(tree: Tree, first: string): boolean {
  if (!first.includes('_')) return false
  const names = [distributionsByModule.get(first) ?? first, first, `django-${first}`, `python-${first}`]
  return names.some((name) => listedNames(tree).has(normalised(name)))
}

/** Whatever begins a line or a text in a list: more than packages, and each of them. */
const listedNames = onceFor((tree: Tree): ReadonlySet<string> => {
  const files = sourcePaths(tree).filter(
    (path) =>
      isRequirementsFile(path) || /^(?:Pipfile|pyproject\.toml|setup\.(?:py|cfg))$/.test(fileNameOf(path)),
  )
  const words = files.flatMap(
    (file) => (tree.text(file) ?? '').match(/(?<=^[ \t]*|["'])[A-Za-z][\w.-]*/gm) ?? [],
  )
  return new Set(words.map(normalised))
})
