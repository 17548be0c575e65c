import { entry, keysOf, placesOf, textOf, valuesOf } from '../python/access.ts'
import { treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import type { Tree } from '../tree/tree.ts'
import { directoryOf, joined } from '../where/source-paths.ts'
import type { DataReading, NamedPath } from './reading.ts'

export interface DirectoryQuestion {
  readonly tree: Tree
  readonly values: ReadonlyMap<string, Value>
  /** Where commands run: relative paths start here. */
  readonly directory: string
}

/** Settings by which applications of other people keep files that visitors send or that the site makes. */
const keepers =
  /^(MEDIA_ROOT|FILE_UPLOAD_TEMP_DIR|EMAIL_FILE_PATH|SESSION_FILE_PATH|DBBACKUP_LOCATION|\w*(MEDIA|UPLOADS?|PRIVATE|PROTECTED|SENDFILE|EXPORTS?|DOCUMENTS?|BACKUPS?)_(ROOT|DIR|PATH|LOCATION))$/

const djangos = new Set([
  'MEDIA_ROOT',
  'STATIC_ROOT',
  'EMAIL_FILE_PATH',
  'STATICFILES_DIRS',
  'LOCALE_PATHS',
  'FIXTURE_DIRS',
  'TEMPLATE_DIRS',
  'TEMPLATES',
  'LOGGING',
])

/** Directories that the running site writes to, and that lie where the next release replaces them. */
export function keptInsideCheckout(question: DirectoryQuestion): DataReading['insideCheckout'] {
  const { tree, values } = question
  const named = [
    ...[...values.keys()]
      .filter((name) => keepers.test(name))
      .map((name) => [name, values.get(name)] as const),
    ['STORAGES', entry(values.get('STORAGES'), 'default', 'OPTIONS', 'location')] as const,
    ...keysOf(values.get('HAYSTACK_CONNECTIONS')).map(
      (alias) => ['HAYSTACK_CONNECTIONS', entry(values.get('HAYSTACK_CONNECTIONS'), alias, 'PATH')] as const,
    ),
  ]
  const found = named.flatMap(([setting, value]) => namedBy(question, setting, [value]))
  const kept = distinct(found).map((each) => ({ ...each, files: contentsBelow(tree, each.path) }))
  return [...kept, ...collectedInGit(question)]
}

/**
 * Files where the project collects: perhaps nothing but a front end's output, and nowhere else. With the manifest
 * of Django's storage beside them they are what `collectstatic` made once, each with its source elsewhere: names
 * with a former hash in them, which no storage that keeps such a manifest would take for files.
 */
function collectedInGit(question: DirectoryQuestion): DataReading['insideCheckout'] {
  return namedBy(question, 'STATIC_ROOT', [question.values.get('STATIC_ROOT')])
    .map((each) => ({ ...each, files: contentsBelow(question.tree, each.path) }))
    .filter(({ path, files }) => files > 0 && question.tree.entry(`${path}/staticfiles.json`) === undefined)
}

/** Directories that the settings name and that git, which keeps no empty ones, does not have. */
export function missingDirectories(question: DirectoryQuestion): DataReading['missingDirectories'] {
  const { tree, values } = question
  const named = [
    ...['STATICFILES_DIRS', 'LOCALE_PATHS', 'FIXTURE_DIRS', 'TEMPLATE_DIRS'].flatMap((setting) =>
      namedBy(question, setting, valuesOf(values.get(setting)).map(withoutPrefix)),
    ),
    ...valuesOf(values.get('TEMPLATES')).flatMap((engine) =>
      namedBy(question, 'TEMPLATES', valuesOf(entry(engine, 'DIRS'))),
    ),
    ...logDirectories(question),
  ]
  return distinct(named).filter(({ path }) => path !== '' && !isThere(tree, path))
}

/** `('prefix', '/path')` is served under a prefix. */
function withoutPrefix(item: Value): Value | undefined {
  return item.type === 'list' ? item.items[1] : item
}

function logDirectories(question: DirectoryQuestion): NamedPath[] {
  const handlers = entry(question.values.get('LOGGING'), 'handlers')
  const files = keysOf(handlers).map((name) => entry(handlers, name, 'filename'))
  return namedBy(question, 'LOGGING', files).map((each) => ({ ...each, path: directoryOf(each.path) }))
}

/** Paths inside the tree only: what lies outside is the server's. */
function namedBy(
  { directory }: DirectoryQuestion,
  setting: string,
  values: readonly (Value | undefined)[],
): NamedPath[] {
  return values.flatMap((value) => {
    const text = textOf(value)
    const path = text === null || text === '' ? null : insideOf(text, directory, setting)
    return path === null ? [] : [{ setting, path, places: placesOf(value) }]
  })
}

/** What a package calls a path may be one below MEDIA_ROOT; only Django's own relative ones start at the command. */
function insideOf(text: string, directory: string, setting: string): string | null {
  const inside = treePathOf(text)
  if (inside !== null || text.startsWith('/') || /^[A-Za-z]+:/.test(text)) return inside
  if (!djangos.has(setting)) return null
  const relative = text.replace(/^(\.\/+)+/, '').replace(/\/+$/, '')
  return relative.split('/').includes('..') ? null : joined(directory, relative)
}

function distinct(named: readonly NamedPath[]): NamedPath[] {
  return [...new Map(named.map((each) => [`${each.setting} ${each.path}`, each])).values()]
}

/** Files that only keep a directory in git are none. Where everything is meant, nothing in it is an upload. */
function contentsBelow({ paths }: Tree, directory: string): number {
  const below = directory === '' ? [] : paths.filter((path) => path.startsWith(`${directory}/`))
  if (below.some(isOfProject)) return 0
  return below.filter((path) => !/\/(\.\w+|README\.\w+)$/.test(path)).length
}

/** `MEDIA_ROOT = BASE_DIR` must not publish the code. */
function isOfProject(path: string): boolean {
  return /\/(?:manage|settings|wsgi|asgi|urls|models)\.py$/.test(path)
}

function isThere({ paths, entry: find }: Tree, directory: string): boolean {
  // A link to a directory is one, wherever it leads.
  return find(directory) !== undefined || paths.some((path) => path.startsWith(`${directory}/`))
}
