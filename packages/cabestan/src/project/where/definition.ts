import { nameOf } from '../python/parse/nodes.ts'
import { parseFile } from '../python/parse/parse.ts'
import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  Module,
  Statement,
} from '../python/parse/syntax.ts'
import { topLevel } from '../python/parse/walk.ts'
import { directoryOf, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule } from './modules.ts'

/** Where names are looked up: the files, and the directories of the Python path. */
export interface Project {
  readonly tree: Tree
  readonly pythonPath: readonly string[]
}

/**
 * What a name stands for: something in the project with the module that defines it, or something in another package.
 */
export type Definition =
  | { readonly type: 'function'; readonly definition: FunctionDefinition; readonly module: Module }
  | { readonly type: 'class'; readonly definition: ClassDefinition; readonly module: Module }
  | { readonly type: 'value'; readonly name: string; readonly value: Expression; readonly module: Module }
  | { readonly type: 'module'; readonly module: Module }
  | { readonly type: 'foreign'; readonly name: string }

/** While one name is looked up, modules whose imports form a circle are asked for it only once. */
interface Search extends Project {
  readonly asked: Set<string>
}

function definitionOf(search: Search, module: Module, name: string): Definition | null {
  const question = `${module.file} ${name}`
  if (search.asked.has(question)) return null
  search.asked.add(question)
  const [first = '', ...rest] = name.split('.')
  const found = definedIn(search, module, first)
  return rest.length === 0 || !found ? found : memberOf(search, found, rest)
}

export function definitionAt(project: Project, module: Module, expression: Expression): Definition | null {
  const name = nameOf(expression)
  return name === '' ? null : definitionOf({ ...project, asked: new Set() }, module, name)
}

/** `shop.views.index`, as old URL configurations write it, or `shop.urls`. */
export function definitionNamed(project: Project, dotted: string): Definition {
  const own = moduleNamed(project, dotted)
  if (own) return { type: 'module', module: own }
  const end = dotted.lastIndexOf('.')
  const parent = end < 0 ? null : moduleNamed(project, dotted.slice(0, end))
  const member = parent && definitionOf({ ...project, asked: new Set() }, parent, dotted.slice(end + 1))
  return member ?? { type: 'foreign', name: dotted }
}

export function moduleNamed({ tree, pythonPath }: Project, dotted: string): Module | null {
  const file = findModule(tree, pythonPath, dotted)
  return file === null ? null : parseFile(tree, file)
}

function definedIn(search: Search, module: Module, name: string): Definition | null {
  const statements = topLevel(module.body)
  for (const statement of statements.toReversed()) {
    const found = definedBy(search, module, { name, statement })
    if (found) return found
  }
  return null
}

function definedBy(
  search: Search,
  module: Module,
  { statement, name }: { statement: Statement; name: string },
): Definition | null {
  switch (statement.type) {
    case 'function':
      return statement.name === name ? { type: 'function', definition: statement, module } : null
    case 'class':
      return statement.name === name ? { type: 'class', definition: statement, module } : null
    case 'assign':
      return statement.value && statement.targets.some((target) => nameOf(target) === name)
        ? { type: 'value', name, value: statement.value, module }
        : null
    case 'import':
      return (
        statement.modules.map((one) => importedModule(search, one, name)).find((found) => found !== null) ??
        null
      )
    case 'from':
      return importedName(search, module, { statement, name })
    default:
      return null
  }
}

function importedModule(
  project: Project,
  { module, as }: { module: string; as: string | null },
  name: string,
): Definition | null {
  if ((as ?? module.split('.', 1)[0]) !== name) return null
  const wanted = as === null ? name : module
  const own = moduleNamed(project, wanted)
  return own ? { type: 'module', module: own } : { type: 'foreign', name: wanted }
}

function importedName(
  search: Search,
  module: Module,
  { statement, name }: { statement: Extract<Statement, { type: 'from' }>; name: string },
): Definition | null {
  const imported =
    statement.names === '*' ? { name } : statement.names.find((one) => (one.as ?? one.name) === name)
  if (!imported) return null
  const source = absolute(search, module, statement)
  const own = moduleNamed(search, source)
  const member = own && own !== module ? definitionOf(search, own, imported.name) : null
  const found = member ?? submodule(search, source, imported.name)
  return found ?? (statement.names === '*' ? null : { type: 'foreign', name: `${source}.${imported.name}` })
}

function submodule(project: Project, source: string, name: string): Definition | null {
  const module = moduleNamed(project, source === '' ? name : `${source}.${name}`)
  return module ? { type: 'module', module } : null
}

/** The name of the module in `from .a import b`, as seen from the Python path. */
export function absolute(
  { pythonPath }: Project,
  module: Module,
  from: { module: string; level: number },
): string {
  if (from.level === 0) return from.module
  const up = Array.from({ length: Math.min(from.level, 20) }).reduce<string>(directoryOf, module.file)
  const root = pythonPath
    .filter((directory) => directory === '' || up === directory || up.startsWith(`${directory}/`))
    .toSorted((a, b) => b.length - a.length)[0]
  const below = root ? up.slice(root.length).replace(/^\//, '') : up
  return joined(below, from.module).replaceAll('/', '.').replace(/\.$/, '')
}

function memberOf(search: Search, found: Definition, rest: readonly string[]): Definition | null {
  if (found.type === 'foreign') return { type: 'foreign', name: [found.name, ...rest].join('.') }
  if (found.type !== 'module') return null
  const [next = ''] = rest
  const inside = definitionOf(search, found.module, rest.join('.'))
  if (inside) return inside
  const directory = found.module.file.endsWith('/__init__.py') ? directoryOf(found.module.file) : null
  const file = directory === null ? null : findModule(search.tree, [directory], next)
  const module = file === null ? null : parseFile(search.tree, file)
  if (!module) return null
  return rest.length === 1
    ? { type: 'module', module }
    : definitionOf(search, module, rest.slice(1).join('.'))
}
