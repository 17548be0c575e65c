import type { Place } from '../../answer.ts'
import { onceFor } from '../../once-for.ts'
import { isThere, linkOutside, type Tree } from '../../tree/tree.ts'
import { treePathOf } from '../checkout.ts'
import { parseFile } from '../parse/parse.ts'
import { normalised, posixJoin } from '../posix-path.ts'
import { runModule } from '../statements/run.ts'
import { type Frame, type ModuleThing, object, scope, type Thing } from '../things/thing.ts'
import { fail, lineage } from './fail.ts'
import { isPackaged, looksLocal } from './local-modules.ts'
import { isCaught, type Machine, matches, note, placeAt, Raised } from './machine.ts'
import { setName } from './state.ts'

interface Found {
  /** Null for a directory without `__init__.py`. */
  readonly file: string | null
}

/** The file of a module on the Python path; null where the tree has none. */
export function find(machine: Machine, name: string): Found | null {
  const path = name.split('.').join('/')
  for (const directory of [...machine.path.directories, ...machine.added]) {
    const base = directory === '' ? path : `${directory}/${path}`
    const file = [`${base}/__init__.py`, `${base}.py`].find((candidate) => isThere(machine.tree, candidate))
    if (file !== undefined) return { file }
    if (directoriesOf(machine.tree).has(base)) return { file: null }
  }
  return null
}

export const directoriesOf: (tree: Tree) => ReadonlySet<string> = onceFor(findDirectories)

function findDirectories(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>()
  for (const path of tree.paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const directory = path.slice(0, at)
      if (found.has(directory)) break
      found.add(directory)
    }
  }
  return found
}

/** Loads a module of the tree and the packages around it; null where the tree has no such module. */
export function load(frame: Frame, name: string, line: number): ModuleThing | null {
  if (name === '' || name.length > 300) return null
  const { machine } = frame
  const known = machine.modules.get(name)
  if (known?.type === 'module') return known
  const found = find(machine, name)
  if (!found) return null
  const at = name.lastIndexOf('.')
  const parent = at === -1 ? null : load(frame, name.slice(0, at), line)
  const again = machine.modules.get(name)
  if (again?.type === 'module') return again
  const module = execute(frame, { name, file: found.file, line })
  if (parent) setName(machine, parent.scope.names, name.slice(at + 1), module)
  return module
}

/** A file that is loaded by its path is a module of its own, wherever it lies. */
export function loadFile(frame: Frame, name: string, found: { file: string; line: number }): ModuleThing {
  const module: ModuleThing = { type: 'module', name, file: found.file, scope: scope('module', null) }
  record(frame, { module: name, file: found.file, place: placeAt(frame, found.line) })
  runFile(frame.machine, module, found.file)
  return module
}

function execute(
  frame: Frame,
  { name, file, line }: { readonly name: string; readonly file: string | null; readonly line: number },
): ModuleThing {
  const { machine } = frame
  const module: ModuleThing = { type: 'module', name, file, scope: scope('module', null) }
  setName(machine, machine.modules, name, module)
  if (file === null) return module
  record(frame, { module: name, file, place: placeAt(frame, line) })
  try {
    runFile(machine, module, file)
  } catch (error) {
    if (error instanceof Raised) setName(machine, machine.modules, name, undefined)
    throw error
  }
  return module
}

function record(
  frame: Frame,
  found: { readonly module: string; readonly file: string; readonly place: Place },
): void {
  const { machine } = frame
  if (machine.reached === 'no') return
  const optional = machine.catching.some((names) => matches(names, lineage('ModuleNotFoundError')))
  machine.imports.push({ ...found, optional })
}

export function runFile(machine: Machine, module: ModuleThing, file: string): void {
  const parsed = parseFile(machine.tree, file)
  if (!parsed || parsed.tooLarge) {
    // Any name may be in it.
    module.scope.starred.push(module.name)
    return
  }
  for (const place of parsed.broken) machine.broken.set(`${place.file}:${place.line}`, place)
  runModule(moduleFrame(machine, module), parsed.body)
}

export function moduleFrame(machine: Machine, module: ModuleThing): Frame {
  return { machine, module, scope: module.scope, returned: [], decided: [], calledAt: null }
}

/** What stands for a module that the tree does not have: one of a package, or one that was left out of git. */
export function outside(
  frame: Frame,
  name: string,
  { line, star }: { readonly line: number; readonly star: boolean },
): Thing {
  const isThere = frame.machine.world.installed?.(name.split('.')[0] ?? '') ?? true
  if (isThere && !isMissing(frame.machine, name, star)) return object(name)
  if (!isThere && !isCaught(frame.machine, lineage('ModuleNotFoundError'))) return object(name)
  return missing(frame, name, placeAt(frame, line))
}

export function missing(frame: Frame, name: string, at: Place): Thing {
  const { machine } = frame
  if (isWritten(machine, name)) return object(name)
  const names = lineage('ModuleNotFoundError')
  if (machine.reached !== 'no' && !isCaught(machine, names)) {
    note(machine, { type: 'missing-import', what: name, place: at })
    return object(name)
  }
  return fail(frame, { name: 'ModuleNotFoundError', at, because: [] }, object(name))
}

/** A package of the project without this module; or a name that only a file left out of git can have. */
function isMissing(machine: Machine, name: string, star: boolean): boolean {
  const [first = ''] = name.split('.')
  if (find(machine, first) || isLinkedOutside(machine, first)) return true
  if (isPackaged(machine.tree, first)) return false
  return star
    ? isCaught(machine, lineage('ModuleNotFoundError')) || looksLocal(machine.tree, name)
    : looksLocal(machine.tree, name)
}

/** A key that settings write into a module of their own where there is none: the first of them to run makes it. */
function isWritten({ effects, path, added }: Machine, name: string): boolean {
  const file = `${name.replaceAll('.', '/')}.py`
  const written = [...effects.values()].flatMap(({ type, what }) =>
    type === 'writes' ? [treePathOf(what)] : [],
  )
  return [...path.directories, ...added].some((directory) => written.includes(posixJoin(directory, file)))
}

function isLinkedOutside({ tree, path, added }: Machine, first: string): boolean {
  const bases = [...path.directories, ...added].map((at) => (at === '' ? first : `${at}/${first}`))
  return bases.some((base) => [base, `${base}.py`].some((each) => linkOutside(tree, each) !== null))
}

/** `package.name`, where it is a module that nobody has imported yet. */
export function submodule(frame: Frame, module: ModuleThing, name: string): Thing | null {
  return load(frame, `${module.name}.${name}`, 0)
}

/** Directories of the tree from what code puts on `sys.path`. */
export function addDirectory(machine: Machine, directory: string): void {
  const clean = normalised(posixJoin('', directory))
  const path = clean === '.' ? '' : clean
  if (!machine.added.includes(path) && machine.added.length < 20) machine.added.push(path)
}
