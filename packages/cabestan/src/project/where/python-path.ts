import { argument, callsIn, type Node, nameOf, nodesIn } from '../python/parse/nodes.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { Module, Statement } from '../python/parse/syntax.ts'
import { withInner } from '../python/parse/walk.ts'
import {
  directoryOf,
  fileNameOf,
  isAtOrBelow,
  isBelow,
  joined,
  prefixes,
  sourcePaths,
} from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule, hasModule } from './modules.ts'
import { entryPoints, otherProjects } from './projects.ts'
import type { Project } from './reading.ts'
import { treePath } from './tree-path.ts'

/** The directories that Python needs, beginning with the one where commands run. */
export function pythonPathOf(tree: Tree, project: Project): readonly string[] {
  const { directory } = project
  const told = added(tree, project)
    .filter((each) => !each.isBehind || isImportedFrom(tree, project, each.directory))
    .map((each) => each.directory)
  const named = settingsDirectories(tree, project, [directory, ...told])
  const known = [...new Set([directory, ...told, ...named])]
  return [...new Set([...known, ...parentsOf(tree, project, known)])]
}

/**
 * cookiecutter-django appends the package that its applications lie in, which then import one another from the
 * package all the same. Left on the path, its `celery.py` would be taken for the library of that name.
 */
function isImportedFrom(tree: Tree, project: Project, directory: string): boolean {
  if (tree.entry(joined(directory, '__init__.py')) === undefined) return true
  const isWanted = (name: string) =>
    hasModule(tree, directory, name) &&
    !hasModule(tree, project.directory, name) &&
    !isForAnother(tree, directory, name)
  const near = importedNames(tree, project, [project.directory])
  return [...near].some(isWanted) || importedBelow(tree, project.directory).some(isWanted)
}

/** `celery.py` that imports `celery` means the package: importing itself would give it nothing. */
function isForAnother(tree: Tree, directory: string, name: string): boolean {
  const module = parseFile(tree, joined(directory, `${name}.py`))
  return namesIn(module).includes(name)
}

/** First names of absolute imports at the beginning of a line, because parsing all files takes long. */
function importedBelow(tree: Tree, directory: string): string[] {
  const files = sourcePaths(tree).filter((path) => path.endsWith('.py') && isBelow(path, directory))
  return files.flatMap((file) =>
    [...(tree.text(file) ?? '').matchAll(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm)].map(([, name = '']) => name),
  )
}

/** Directories that the project puts after all packages: a module there must not hide a package of the same name. */
export function appendedPaths(tree: Tree, project: Project): readonly string[] {
  const told = added(tree, project)
  const before = told.filter(({ isBehind }) => !isBehind).map(({ directory }) => directory)
  const behind = told.filter(({ isBehind }) => isBehind).map(({ directory }) => directory)
  const elsewhere = new Set([project.directory, ...before])
  return [...new Set(behind)].filter((directory) => !elsewhere.has(directory))
}

/** Files in which sys.path may be extended before the first application is imported. */
function pathFiles(tree: Tree, project: Project): string[] {
  const { wsgi, asgi } = entryPoints(tree, project.directory)
  const settings = sourcePaths(tree).filter(
    (path) =>
      path.endsWith('.py') &&
      isBelow(path, project.directory) &&
      /(?:^|\/)(?:settings?|config|conf|configuration)[^/]*(?:\/[^/]+)?\.py$/.test(path) &&
      tree.text(path)?.includes('sys.path'),
  )
  return [project.manage, ...wsgi, ...asgi, ...settings].filter((path) => path !== '')
}

interface Added {
  readonly directory: string
  /** All packages come before it. */
  readonly isBehind: boolean
}

function added(tree: Tree, project: Project): Added[] {
  return pathFiles(tree, project).flatMap((file) => {
    const module = parseFile(tree, file)
    // `os.path.abspath(__file__)` is the file itself, in which Python looks for nothing.
    return module ? addedBy(module).filter(({ directory }) => !tree.paths.includes(directory)) : []
  })
}

/** `sys.path.insert(0, …)`, `sys.path.append(…)`, `sys.path = [… ] + sys.path`. */
function addedBy(module: Module): Added[] {
  const calls = callsIn(module.body).filter(({ callee }) => nameOf(callee).startsWith('sys.path.'))
  const called = calls.flatMap((call) => {
    const name = nameOf(call.callee)
    const value = argument(call, name.endsWith('insert') ? 1 : 0)
    const values = value?.type === 'list' || value?.type === 'tuple' ? value.items : value ? [value] : []
    return values.map((each) => ({ value: each, isBehind: name === 'sys.path.append' && each === value }))
  })
  const assigned = nodesIn(module.body).flatMap((node) =>
    node.type === 'assign' && node.targets.some((target) => nameOf(target) === 'sys.path')
      ? (node.value ? withInner(node.value) : []).flatMap((part) => (part.type === 'list' ? part.items : []))
      : [],
  )
  return [...called, ...assigned.map((value) => ({ value, isBehind: false }))].flatMap(
    ({ value, isBehind }) => {
      const directory = treePath(value, module)
      return directory === null ? [] : [{ directory, isBehind }]
    },
  )
}

/** Where the settings that the entry points name really are: `src/` beside manage.py, or above it. */
function settingsDirectories(tree: Tree, project: Project, known: readonly string[]): string[] {
  const modules = project.settingsNamed.map(({ module }) => module)
  if (modules.length === 0 || modules.some((module) => findModule(tree, known, module) !== null)) return []
  const others = otherProjects(tree, project.directory)
  const there = modules.flatMap((module) => directoriesWith(tree, module))
  // `shop.settings.local` may be on its author's computer alone; its package is in git.
  const found = (
    there.length > 0 ? there : modules.flatMap((module) => directoriesWith(tree, parentOf(module)))
  ).filter((directory) => !others.some((other) => isAtOrBelow(directory, other)))
  const nearest = found.toSorted((a, b) => a.split('/').length - b.split('/').length)
  return [nearest.find((directory) => isBelow(directory, project.directory)) ?? nearest[0]].filter(
    (directory) => directory !== undefined,
  )
}

const parentOf = (module: string) => module.slice(0, Math.max(0, module.lastIndexOf('.')))

function directoriesWith(tree: Tree, module: string): string[] {
  if (module === '') return []
  const path = module.replaceAll('.', '/')
  return [`${path}.py`, `${path}/__init__.py`].flatMap((end) =>
    sourcePaths(tree).flatMap((file) =>
      file === end ? [''] : file.endsWith(`/${end}`) ? [file.slice(0, -end.length - 1)] : [],
    ),
  )
}

/** A library whose project is in `sandbox/` is above it, often in `src/`. */
function parentsOf(tree: Tree, project: Project, known: readonly string[]): string[] {
  const above = prefixes(project.directory || '/').filter((directory) => directory !== project.directory)
  const candidates = [project.directory, ...above].flatMap((directory) => [
    directory,
    joined(directory, 'src'),
  ])
  const wanted = [...importedNames(tree, project, known)].filter(
    (name) => !known.some((directory) => hasModule(tree, directory, name)),
  )
  return candidates.filter(
    (directory) =>
      !known.includes(directory) &&
      !isPackage(tree, project, directory) &&
      wanted.some((name) => hasModule(tree, directory, name)),
  )
}

/** `src.settings`, with a `src/celery.py` that is not what `import celery` means. */
function isPackage(tree: Tree, { settingsNamed }: Project, directory: string): boolean {
  const name = `${fileNameOf(directory)}.`
  return (
    tree.entry(joined(directory, '__init__.py')) !== undefined ||
    settingsNamed.some(({ module }) => module.startsWith(name))
  )
}

/** First names of what the settings, the URLs and the entry points import, and of the applications that they list. */
function importedNames(tree: Tree, project: Project, known: readonly string[]): Set<string> {
  const named = project.settingsNamed.flatMap(({ module }) => findModule(tree, known, module) ?? [])
  const near = new Set(named.map(directoryOf))
  // Settings in many files: `settings/__init__.py` includes `settings/components/common.py`.
  const whole = named.filter((file) => fileNameOf(file) === '__init__.py').map(directoryOf)
  const files = sourcePaths(tree).filter(
    (path) =>
      path.endsWith('.py') &&
      (near.has(directoryOf(path)) || whole.some((directory) => isBelow(path, directory))),
  )
  const { wsgi, asgi } = entryPoints(tree, project.directory)
  return new Set([...files.slice(0, 40), ...wsgi, ...asgi].flatMap((file) => namesIn(parseFile(tree, file))))
}

function namesIn(module: Module | null): string[] {
  return nodesIn(module?.body ?? []).flatMap((node) => {
    if (node.type === 'import') return node.modules.map(({ module: name }) => firstOf(name))
    if (node.type === 'from') return node.level === 0 ? [firstOf(node.module)] : []
    return listsModules(node) ? textsIn(node).map(firstOf) : []
  })
}

function listsModules(node: Node): node is Statement {
  const targets = node.type === 'assign' ? node.targets : node.type === 'update' ? [node.target] : []
  return targets.some((target) => /APPS|MIDDLEWARE|URLCONF|ROUTERS/.test(nameOf(target)))
}

function textsIn(node: Statement): string[] {
  return nodesIn([node]).flatMap((part) =>
    part.type === 'text' && /^\w+(?:\.\w+)*$/.test(part.text) ? [part.text] : [],
  )
}

function firstOf(module: string): string {
  return module.split('.', 1)[0] ?? ''
}
