import { directoryOf, fileNameOf, joined } from '../../tree/source-paths.ts'
import type { Import } from './imports.ts'
import type { OwnCode, SourceFile } from './own-code.ts'

/**
 * The files that a production process imports: what Django loads of each application by its name, and what
 * these import in turn.
 */
export function reachedFiles(code: OwnCode, settings: readonly string[]): readonly SourceFile[] {
  const seen = new Map<string, SourceFile>()
  const named = urlsNamed(code)
  const waiting = code.paths.filter(
    (path) => settings.includes(path) || (isStarted(path) && !isAside(path) && !isLeftBehind(path, named)),
  )
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const file = seen.has(next) || seen.size >= mostFiles ? null : code.file(next)
    if (file === null) continue
    seen.set(next, file)
    for (const each of file.imports) if (!each.optional) waiting.push(...targetsOf(code, next, each))
  }
  return [...seen.values()]
}

/** Those that Django always loads, and what these import unconditionally. */
export function loadedFiles(
  code: OwnCode,
  reached: readonly SourceFile[],
  settings: readonly string[],
): ReadonlySet<string> {
  const files = new Map(reached.map((file) => [file.path, file]))
  const loaded = reached.map(({ path }) => path).filter((path) => isLoaded(path))
  const from = [...loaded, ...settings].filter((path) => fileNameOf(path) !== '__init__.py')
  return new Set([...loaded, ...importedFrom({ ...code, file: (path) => files.get(path) ?? null }, from)])
}

/** These files, and what they import unconditionally. */
export function importedFrom(code: OwnCode, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...from]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const file = found.has(next) ? null : code.file(next)
    if (file === null) continue
    found.add(next)
    for (const each of file.imports)
      if (!each.optional && !each.lazy) waiting.push(...targetsOf(code, next, each))
  }
  return found
}

/** Files that only tests, documentation or people run. */
function isAside(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|testing|docs?|examples?|scripts?|fabfile|benchmarks?|locust|e2e|features|notebooks?|dev|development)(?:\/|\.py$)/.test(
      path,
    ) ||
    /^(?:test_.*|.*_tests?|tests?_?.*|conftest|setup|fabfile|noxfile|tasks_dev|locustfile|factories)\.py$/.test(
      fileNameOf(path),
    ) ||
    /(?:^|\/)settings\/(?:dev|development|local|test|tests|testing|ci)\w*\.py$|settings_(?:dev|development|local|test|ci)\w*\.py$/.test(
      path,
    )
  )
}

const mostFiles = 4_000

const started =
  /^(?:models|apps|admin|urls|views|wsgi|asgi|celery|signals|signal|forms|tasks|serializers|middleware|translation|wagtail_hooks|context_processors|__init__|settings|routing)\.py$/

const startedFolders = /(?:^|\/)(?:models|views|admin|urls|templatetags|migrations|settings|api|forms)$/

function isLoaded(path: string): boolean {
  return /^(?:models|admin|apps|urls|wsgi|asgi|settings|__init__)\.py$/.test(fileNameOf(path))
}

/** An application without routes among others with routes: Django itself imports no `urls.py`. */
function isLeftBehind(path: string, named: ReadonlySet<string>): boolean {
  if (fileNameOf(path) !== 'urls.py' || named.size === 0 || named.has(anyUrls)) return false
  const parent = fileNameOf(directoryOf(path))
  return parent !== '' && !named.has(parent)
}

const anyUrls = '*'

/** Packages whose `urls` something names: `include('shop.urls')`, `from shop import urls`. */
function urlsNamed(code: OwnCode): ReadonlySet<string> {
  const own = new Set(
    code.paths
      .filter((path) => fileNameOf(path) === 'urls.py')
      .map(directoryOf)
      .map(fileNameOf),
  )
  const found = code.paths.flatMap((path) => {
    const file = code.text(path)?.includes('urls') ? code.file(path) : null
    if (file === null) return []
    const here = fileNameOf(directoryOf(path))
    const imported = file.imports.flatMap(({ module, names }) =>
      names.map((name) => `${module.replace(/(?<=\w)$/, '.')}${name}`).concat(module),
    )
    // After a dot it may be part of a text, `include('shop.urls')`, or composed: `f'{app}.urls'`.
    const written = [...file.text.matchAll(/\.urls\b/g)].map(({ index }) =>
      file.text.slice(Math.max(0, index - 60), index + 5),
    )
    return [...imported, ...written].flatMap((text) => parentOfUrls(text, here) ?? [])
  })
  return new Set(found.filter((name) => name === anyUrls || own.has(name)))
}

function parentOfUrls(text: string, here: string): string | null {
  if (!text.endsWith('urls')) return null
  const before = text.slice(0, -'urls'.length)
  if (before === '' || before === '.') return here
  return /(\w+)\.$/.exec(before.slice(-60))?.[1] ?? anyUrls
}

/** Of a settings package only those modules that are asked for: `dev.py` beside `prod.py` is not run. */
function isStarted(path: string): boolean {
  if (/(?:^|\/)settings\/[^/]+\.py$/.test(path)) return path.endsWith('/__init__.py')
  return (
    started.test(fileNameOf(path)) ||
    startedFolders.test(directoryOf(path)) ||
    fileNameOf(path) === 'manage.py'
  )
}

function targetsOf(code: OwnCode, from: string, { module, names }: Import): string[] {
  const bases = module.startsWith('.')
    ? [relativeBase(from, module)]
    : code.pythonPath.map((directory) => joined(directory, module.replaceAll('.', '/')))
  return bases
    .flatMap((base) => [base, ...names.map((name) => joined(base, name))])
    .flatMap((base) => [`${base}.py`, `${base}/__init__.py`])
}

function relativeBase(from: string, module: string): string {
  const dots = /^\.+/.exec(module)?.[0].length ?? 1
  let directory = directoryOf(from)
  for (let up = 1; up < dots; up += 1) directory = directoryOf(directory)
  return joined(directory, module.slice(dots).replaceAll('.', '/'))
}
