import { directoryOf, fileNameOf, isBelow, joined, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule, moduleFile } from '../where/modules.ts'
import type { Where } from '../where/reading.ts'
import type { Evidence } from './evidence.ts'

/** With more than this nobody can tell which is meant. */
const maxCandidates = 24

/** Modules that could be production's settings: those that are named, and those beside them. */
export function candidateModules(tree: Tree, where: Where, evidence: readonly Evidence[]): string[] {
  const named = evidence
    .map(({ module }) => module)
    .filter((module) => findModule(tree, where.pythonPath, module) !== null)
  const seeds =
    named.length > 0 ? named : [...evidence.map(({ module }) => module), ...unnamedSettings(tree, where)]
  const all = seeds.flatMap((module) => [module, ...beside(tree, where, module)])
  // `src.config.settings` is `config.settings` again if both are on the Python path.
  const found = new Map<string, string>()
  for (const module of all) {
    const file = findModule(tree, where.pythonPath, module)
    if (file !== null && !found.has(file)) found.set(file, module)
  }
  return [...found.values()].slice(0, maxCandidates)
}

/** The other modules of its package, that package's modules, and files beside it with names of settings. */
function beside(tree: Tree, where: Where, module: string): string[] {
  const file = findModule(tree, where.pythonPath, module)
  const inPackage = file === null || fileNameOf(file) === '__init__.py'
  const parent = module.slice(0, Math.max(0, module.lastIndexOf('.')))
  const last = module.slice(module.lastIndexOf('.') + 1)
  if (inPackage) return [...membersOf(tree, where, module), ...settingsLike(tree, where, parent)]
  // Next to a module in `shop.settings` are those for other places; next to one in `shop` only those with such a
  // name.
  const isMember =
    /(?:^|\.)(?:settings?|config|conf|configuration|environments?|envs?)$/.test(parent) &&
    !/^settings?$/.test(last)
  return isMember
    ? [parent, ...membersOf(tree, where, parent)]
    : [...settingsLike(tree, where, parent), ...membersOf(tree, where, module)]
}

function membersOf(tree: Tree, where: Where, module: string): string[] {
  return filesOf(tree, where, module)
    .filter((name) => name !== '__init__')
    .map((name) => `${module}.${name}`)
}

function settingsLike(tree: Tree, where: Where, module: string): string[] {
  const prefix = module === '' ? '' : `${module}.`
  return filesOf(tree, where, module)
    .filter((name) => /(?:^|_)settings?(?:_|$)|^(?:production|prod)$|(?:^|_)config(?:_|$)/.test(name))
    .map((name) => `${prefix}${name}`)
}

/** Names of modules in a package's directory, with or without `__init__.py`: files, and packages in turn. */
function filesOf(tree: Tree, { pythonPath }: Where, module: string): string[] {
  const directories = pythonPath.map((root) => joined(root, module.replaceAll('.', '/')))
  const files = sourcePaths(tree).filter((path) => path.endsWith('.py'))
  return files
    .map((path) => path.replace(/(?:\/__init__)?\.py$/, ''))
    .filter((path) => directories.includes(directoryOf(path)))
    .map(fileNameOf)
    .filter((name) => /^[A-Za-z_]\w*$/.test(name))
}

/** If nothing names them: whatever sets ROOT_URLCONF or INSTALLED_APPS below the project. */
function unnamedSettings(tree: Tree, where: Where): string[] {
  const directory = where.directory.value ?? ''
  return sourcePaths(tree)
    .filter((path) => path.endsWith('.py') && isBelow(path, directory) && /sett|conf/i.test(path))
    .filter((path) => holdsSettings(tree.text(path) ?? ''))
    .flatMap((path) => moduleOf(tree, where, path) ?? [])
}

/** Also if another package provides the base and the project extends it. */
export function holdsSettings(text: string): boolean {
  return /^(?:ROOT_URLCONF\s*=|INSTALLED_APPS\s*(?:\+?=|\.(?:append|extend|insert)\())/m.test(text)
}

function moduleOf(tree: Tree, { pythonPath }: Where, file: string): string | null {
  const root = pythonPath.find((directory) => isBelow(file, directory))
  if (root === undefined) return null
  const module = file
    .slice(root === '' ? 0 : root.length + 1)
    .replace(/(?:\/__init__)?\.py$/, '')
    .replaceAll('/', '.')
  return moduleFile(tree, root, module) === file ? module : null
}
