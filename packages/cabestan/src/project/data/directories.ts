import { entry, keysOf, placesOf, textOf, valuesOf } from '../python/access.ts'
import { treePath, treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import { directoryOf, isAtOrBelow, isBelow, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { DataReading, NamedPath } from './reading.ts'
import type { WrittenPlace } from './written-places.ts'

export interface DirectoryQuestion {
  readonly tree: Tree
  readonly values: ReadonlyMap<string, Value>
  /** Where commands run: relative paths start here. */
  readonly directory: string
  readonly written: readonly WrittenPlace[]
}

/** Settings by which packages, whose code is not here, keep files that visitors send or that the site makes. */
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
    ...cachesInFiles(values),
    ...[...values.keys()]
      .filter((name) => keepers.test(name))
      .map((name) => [name, values.get(name)] as const),
    ['STORAGES', entry(values.get('STORAGES'), 'default', 'OPTIONS', 'location')] as const,
    ...keysOf(values.get('HAYSTACK_CONNECTIONS')).map(
      (alias) => ['HAYSTACK_CONNECTIONS', entry(values.get('HAYSTACK_CONNECTIONS'), alias, 'PATH')] as const,
    ),
  ]
  const found = named.flatMap(([setting, value]) => namedBy(question, setting, [value]))
  const all = distinct([...found, ...writtenSettings(question), ...belowMedia(question)])
  const ofData = all.filter(({ setting, path }) => setting === 'MEDIA_ROOT' || !hasCode(tree, path))
  const kept = ofData.map((each) => ({
    ...each,
    ...(isFileAt(question, each) ? { isFile: true as const } : {}),
    files: isBelowMedia(question, each) ? 0 : contentsBelow(tree, each.path),
  }))
  return [...kept, ...collectedInGit(question)]
}

/** Of a cache in memory or in Redis LOCATION is a name or an address. */
function cachesInFiles(values: DirectoryQuestion['values']): (readonly [string, Value | undefined])[] {
  const caches = values.get('CACHES')
  return keysOf(caches)
    .filter((alias) => /file|disk/i.test(textOf(entry(caches, alias, 'BACKEND')) ?? ''))
    .map((alias) => ['CACHES', entry(caches, alias, 'LOCATION')] as const)
}

/** Settings of the project's own, below which its code writes. */
function writtenSettings(question: DirectoryQuestion): NamedPath[] {
  const names = new Set(question.written.flatMap(({ setting }) => setting ?? []))
  return [...names].flatMap((setting) => ownPaths(question, setting))
}

/** What the settings made of MEDIA_ROOT when it still lay in the checkout goes where that goes. */
function belowMedia(question: DirectoryQuestion): NamedPath[] {
  return [...question.values.keys()]
    .flatMap((setting) => ownPaths(question, setting))
    .filter((named) => isBelowMedia(question, named))
}

function ownPaths({ values }: DirectoryQuestion, setting: string): NamedPath[] {
  const value = djangos.has(setting) ? undefined : values.get(setting)
  const path = treePath(value)
  return path === null || path === '' ? [] : [{ setting, path, places: placesOf(value) }]
}

/** `EXPORTS_DIR = BASE_DIR / 'exports'`, which is an application: elsewhere there would be none. */
function hasCode({ paths }: Tree, directory: string): boolean {
  return directory !== '' && paths.some((path) => path.endsWith('.py') && isAtOrBelow(path, directory))
}

function isBelowMedia({ values }: DirectoryQuestion, { setting, path }: NamedPath): boolean {
  const media = treePath(values.get('MEDIA_ROOT'))
  return setting !== 'MEDIA_ROOT' && media !== null && media !== '' && isAtOrBelow(path, media)
}

function isFileAt({ tree, written }: DirectoryQuestion, { setting, path }: NamedPath): boolean {
  const isWritten = written.some((place) => place.isFile && place.setting === setting && place.path === path)
  return isWritten || tree.entry(path)?.type === 'file'
}

/** What code writes where the overlay cannot send it elsewhere: below a path that stands in the code itself. */
export function writtenInCode(
  { written, directory }: DirectoryQuestion,
  kept: DataReading['insideCheckout'],
): DataReading['writtenInCode'] {
  const moved = kept.filter(({ setting }) => setting !== 'STATIC_ROOT')
  const left = written.filter(
    ({ setting, path }) => !moved.some((each) => each.setting === setting && isAtOrBelow(path, each.path)),
  )
  const places = Map.groupBy(left, ({ path, isFile }) => {
    const above = directoryOf(path)
    return isFile && above !== '' && above !== directory ? above : path
  })
  return [...places]
    .filter(([path]) => ![...places.keys()].some((other) => other !== path && isBelow(path, other)))
    .map(([path, written]) => ({ path, places: written.map(({ place }) => place) }))
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
function contentsBelow({ paths, entry: find }: Tree, directory: string): number {
  if (find(directory)?.type === 'file') return 1
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
