import { literalPattern } from '../../literal-pattern.ts'
import { onceFor } from '../once-for.ts'
import { parseFile } from '../python/parse/parse.ts'
import { directoryOf, fileNameOf, isBelow, joined, prefixes, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule } from './modules.ts'
import type { Project } from './reading.ts'
import { settingsNamed } from './settings-named.ts'

/** More is no repository of projects but a corpus; nobody chooses among so many. */
const maxProjects = 200

/** Every Django project of the repository: by manage.py, else by wsgi.py, else by its settings alone. */
export function findProjects(tree: Tree): Project[] {
  const paths = sourcePaths(tree)
  const managed = byManage(tree)
  const found = managed.length > 0 ? managed : byServer(tree, paths)
  return (found.length > 0 ? found : bySettings(tree, paths)).slice(0, maxProjects)
}

/** The servers' entry points of a project: those below it and not below another one. */
export function entryPoints(tree: Tree, directory: string): { wsgi: string[]; asgi: string[] } {
  const nested = otherProjects(tree, directory).filter((other) => isBelow(other, directory))
  const own = sourcePaths(tree).filter(
    (path) => isBelow(path, directory) && !nested.some((other) => isBelow(path, other)),
  )
  return { wsgi: serverFiles(tree, own, 'wsgi'), asgi: serverFiles(tree, own, 'asgi') }
}

/** Where other projects lie, but for those that this one is a part of. */
export function otherProjects(tree: Tree, directory: string): string[] {
  return manageFiles(tree)
    .map(directoryOf)
    .filter((other) => other !== directory && !isBelow(directory, other))
}

function byManage(tree: Tree): Project[] {
  const manage = manageFiles(tree)
  const directories = [...new Set(manage.map(directoryOf))]
  return directories.map((directory) => {
    const files = manage.filter((path) => directoryOf(path) === directory)
    const [main = ''] = files.toSorted((a, b) => Number(isPlain(b)) - Number(isPlain(a)))
    const { wsgi, asgi } = entryPoints(tree, directory)
    return project(tree, { directory, manage: main, files: [main, ...wsgi, ...asgi] })
  })
}

function byServer(tree: Tree, paths: readonly string[]): Project[] {
  const servers = [...serverFiles(tree, paths, 'wsgi'), ...serverFiles(tree, paths, 'asgi')]
  const roots = [...new Set(servers.map((file) => importRoot(tree, file)))]
  return roots.map((directory) =>
    project(tree, {
      directory,
      manage: '',
      files: servers.filter((file) => importRoot(tree, file) === directory),
    }),
  )
}

function bySettings(tree: Tree, paths: readonly string[]): Project[] {
  const settings = paths.filter((path) => isSettings(path, tree.text(path)) && !isTestSettings(path))
  const roots = [...new Set(settings.map((file) => importRoot(tree, file)))]
  return roots.map((directory) => ({ directory, manage: '', settingsNamed: [] }))
}

function project(
  tree: Tree,
  found: { directory: string; manage: string; files: readonly string[] },
): Project {
  const { directory, manage, files } = found
  return {
    directory,
    manage,
    settingsNamed: files.flatMap((file) => {
      const module = parseFile(tree, file)
      return module ? settingsNamed(module) : []
    }),
  }
}

/** Of each project it is asked which others there are. */
const manageFiles = onceFor((tree: Tree) => findManageFiles(tree, sourcePaths(tree)))

/** Flask has a manage.py as well, and so has a shell; what cannot be read at all counts where settings are near. */
function findManageFiles(tree: Tree, paths: readonly string[]): string[] {
  const named = paths.filter((path) =>
    /^manage(?:[._-][\w.-]*)?$/.test(fileNameOf(path).replace(/\.py3?$/, '')),
  )
  return named.filter((path) => {
    const text = tree.text(path)
    if (text === null || text.trim() === '') return isPlain(path) && hasSettingsNear(paths, directoryOf(path))
    if (isPlain(path)) return /django/i.test(text) && !isOfViews(tree, path, text)
    const isPython = /\.py3?$/.test(path) || /^#!.*python/.test(text)
    return isPython && /execute_from_command_line|execute_manager|ManagementUtility/.test(text)
  })
}

/** Of a package that manages something: `invoices/manage.py` beside `invoices/delete.py`, with views in it. */
function isOfViews(tree: Tree, path: string, text: string): boolean {
  const isInPackage = tree.entry(joined(directoryOf(path), '__init__.py')) !== undefined
  const runs =
    /execute_from_command_line|execute_manager|ManagementUtility|call_command|DJANGO_SETTINGS_MODULE|__main__/
  return isInPackage && !runs.test(text)
}

function isPlain(path: string): boolean {
  return fileNameOf(path) === 'manage.py'
}

function hasSettingsNear(paths: readonly string[], directory: string): boolean {
  return paths.some(
    (path) =>
      isBelow(path, directory) &&
      /^(?:[^/]+\/)?settings(?:\.py|\/__init__\.py)$/.test(path.slice(directory.length).replace(/^\//, '')),
  )
}

function serverFiles(tree: Tree, paths: readonly string[], kind: 'wsgi' | 'asgi'): string[] {
  const name = new RegExp(`(?:^|[_.-])${kind}(?:[_.-]|$)|^app\\.py$|^index\\.py$`)
  const makes =
    kind === 'wsgi' ? /get_wsgi_application|WSGIHandler/ : /get_asgi_application|get_default_application/
  return paths
    .filter((path) => /\.(?:py|wsgi)$/.test(path))
    .filter((path) => name.test(fileNameOf(path)) || fileNameOf(directoryOf(path)) === kind)
    .filter((path) => {
      const text = tree.text(path) ?? ''
      // A function of one's own that is called as Django's is makes something else: an application of FastAPI.
      return makes.test(text) && !/^[ \t]*def get_[aw]sgi_application\b/m.test(text)
    })
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
}

function isSettings(path: string, text: string | null): boolean {
  return (
    /settings|config|conf/.test(path) &&
    path.endsWith('.py') &&
    text !== null &&
    /^ROOT_URLCONF\s*=/m.test(text)
  )
}

/** What a package tests itself with is no site: `test_settings.py`, `tests/settings.py`. */
function isTestSettings(path: string): boolean {
  return /(?:^|[/_])tests?(?:[/_.]|$)/.test(path)
}

/**
 * Where Python must look for this module: the first directory upwards that is no package, unless what the file names
 * as its settings is found from another one. Some put an `__init__.py` where no package is.
 */
function importRoot(tree: Tree, file: string): string {
  const outside = outsideOfPackages(tree, file)
  const module = parseFile(tree, file)
  const named = module ? settingsNamed(module).map((each) => each.module) : []
  const finds = (directory: string) => named.some((each) => findModule(tree, [directory], each) !== null)
  if (named.length === 0 || finds(outside)) return outside
  return prefixes(file).find(finds) ?? outside
}

function outsideOfPackages(tree: Tree, file: string): string {
  const outside = prefixes(file).find(
    (directory) => tree.entry(joined(directory, '__init__.py')) === undefined,
  )
  const directory = outside ?? ''
  // A package of Python 3 needs no __init__.py: then the project is named by the directory all the same.
  return directory === directoryOf(file) && directory !== '' && hasPackageName(tree, file)
    ? directoryOf(directory)
    : directory
}

function hasPackageName(tree: Tree, file: string): boolean {
  const name = fileNameOf(directoryOf(file))
  return new RegExp(`['"]${literalPattern(name)}\\.`).test(tree.text(file) ?? '')
}
