import type { Place } from '../answer.ts'
import { nameOf } from '../python/parse/nodes.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { ClassDefinition, Module, Statement } from '../python/parse/syntax.ts'
import { topLevel } from '../python/parse/walk.ts'
import { directoryOf, joined } from '../tree/source-paths.ts'
import { foreignBases, isDjangosModel, isForeignModel } from './foreign-bases.ts'
import { assignedText, type Modules, type OwnApp } from './installed-apps.ts'

/** A model with a table of its own. */
export interface ModelClass {
  readonly name: string
  readonly place: Place
  /** It is defined unconditionally, and derives from Django's own Model. */
  readonly certain: boolean
  /** Whether migrations create its table; otherwise somebody else must. */
  readonly managed: boolean
}

const mostFiles = 300

/** The models of an application that have tables: neither abstract ones nor proxies. */
export function modelsOf(modules: Modules, app: OwnApp): ModelClass[] {
  return modelModules(modules, app).flatMap((module) =>
    topLevel(module.body)
      .filter((statement): statement is ClassDefinition => statement.type === 'class')
      .filter((definition) => hasTable(definition, app))
      .flatMap((definition) => modelOf(modules, module, definition) ?? []),
  )
}

function modelOf(modules: Modules, module: Module, definition: ClassDefinition): ModelClass | null {
  const bases = foreignBases(modules, module, definition)
  if (!bases.some(isForeignModel)) return null
  return {
    name: definition.name,
    place: { file: module.file, line: definition.line },
    certain: module.body.includes(definition) && bases.some(isDjangosModel),
    managed: !isSet(metaOf(definition), 'managed', false),
  }
}

/** Permissions that belong to no table hang on a model whose rows nobody queries. */
function onlyHoldsPermissions(definition: ClassDefinition): boolean {
  const options = metaOf(definition)
  return (
    isSet(options, 'managed', false) &&
    options.some(
      (statement) =>
        statement.type === 'assign' && statement.targets.some((target) => nameOf(target) === 'permissions'),
    ) &&
    !definition.body.some(({ type }) => type === 'assign')
  )
}

/** `models.py` or the package `models`, and what they import from the same application. */
function modelModules(modules: Modules, { directory }: OwnApp): Module[] {
  const found = new Map<string, Module>()
  const waiting = [joined(directory, 'models.py'), joined(directory, 'models/__init__.py')]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const module = found.has(file) || found.size >= mostFiles ? null : parseFile(modules.tree, file)
    if (!module) continue
    found.set(file, module)
    const imported = importedFiles(modules, module)
    waiting.push(...imported.filter((each) => isBelow(each, directory) && mayHoldModels(modules, each)))
    if (importsByName(modules, file)) waiting.push(...siblings(modules, file))
  }
  return [...found.values()]
}

/** Modules with choices, validators and the like are as long as models, and parsing is what takes time. */
function mayHoldModels({ tree }: Modules, file: string): boolean {
  const text = tree.text(file) ?? ''
  if (file.endsWith('/__init__.py')) return true
  return /^[ \t]*class \w+\(/m.test(text) && /odel|Abstract|Page|_Node|Plugin/.test(text)
}

function isBelow(file: string, directory: string): boolean {
  return directory === '' || file.startsWith(`${directory}/`)
}

/** Also `a.b` in `from a import b`, which may be a module. */
function importedFiles({ pythonPath }: Modules, module: Module): string[] {
  return topLevel(module.body).flatMap((statement) => {
    if (statement.type !== 'from') return []
    const path = statement.module.replaceAll('.', '/')
    const bases =
      statement.level > 0
        ? [joined(upFrom(module.file, statement.level), path)]
        : pythonPath.map((directory) => joined(directory, path))
    const names = statement.names === '*' ? [] : statement.names.map(({ name }) => name)
    return bases
      .flatMap((base) => [base, ...names.map((name) => joined(base, name))])
      .flatMap((base) => [`${base}.py`, `${base}/__init__.py`])
  })
}

function upFrom(file: string, level: number): string {
  let directory = directoryOf(file)
  for (let up = 1; up < Math.min(level, 20); up += 1) directory = directoryOf(directory)
  return directory
}

/** A package that collects its modules by itself. */
function importsByName({ tree }: Modules, file: string): boolean {
  return file.endsWith('/models/__init__.py') && /importlib|pkgutil|__import__/.test(tree.text(file) ?? '')
}

function siblings({ tree }: Modules, file: string): string[] {
  const prefix = `${directoryOf(file)}/`
  return tree.paths.filter((path) => path.startsWith(prefix) && path.endsWith('.py'))
}

function hasTable(definition: ClassDefinition, { label }: OwnApp): boolean {
  const options = metaOf(definition)
  if (isSet(options, 'abstract', true) || isSet(options, 'proxy', true)) return false
  if (onlyHoldsPermissions(definition)) return false
  const elsewhere = assignedText(options, 'app_label')
  return elsewhere === null || elsewhere === label
}

function metaOf({ body }: ClassDefinition): readonly Statement[] {
  const meta = body.find((statement) => statement.type === 'class' && statement.name === 'Meta')
  return meta?.type === 'class' ? meta.body : []
}

function isSet(options: readonly Statement[], name: string, wanted: boolean): boolean {
  return options.some(
    (statement) =>
      statement.type === 'assign' &&
      statement.targets.some((target) => nameOf(target) === name) &&
      statement.value?.type === 'boolean' &&
      statement.value.boolean === wanted,
  )
}
