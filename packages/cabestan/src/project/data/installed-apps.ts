import { nameOf, textOf } from '../python/parse/nodes.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { ClassDefinition, Module, Statement } from '../python/parse/syntax.ts'
import { topLevel } from '../python/parse/walk.ts'
import { directoryOf, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule, hasModule } from '../where/modules.ts'

/** An application of the project itself, as INSTALLED_APPS names it. */
export interface OwnApp {
  readonly label: string
  readonly module: string
  readonly directory: string
}

export interface Modules {
  readonly tree: Tree
  readonly pythonPath: readonly string[]
  /** Before Django 3.2 a configuration is only used where it is named. */
  readonly onlyNamedConfigurations?: boolean
}

/** The installed applications whose code is in the tree; the others come from packages. */
export function ownApps(modules: Modules, installed: readonly string[]): OwnApp[] {
  const apps = installed.flatMap((named) => ownApp(modules, named) ?? [])
  return [...new Map(apps.map((app) => [app.directory, app])).values()]
}

/** `shop`, or the configuration of an application: `shop.apps.ShopConfig`. */
function ownApp(modules: Modules, named: string): OwnApp | null {
  const directory = packageDirectory(modules, named)
  if (directory !== null) {
    const configuration = modules.onlyNamedConfigurations
      ? defaultConfiguration(modules, directory)
      : onlyConfiguration(modules.tree, directory)
    return { label: configuration?.label ?? lastOf(named), module: named, directory }
  }
  return configuredApp(modules, named)
}

function configuredApp(modules: Modules, named: string): OwnApp | null {
  const found = configurationOf(modules, named)
  if (!found) return null
  const { configuration } = found
  const module = configuration.module ?? found.module
  const directory = packageDirectory(modules, module)
  return directory === null ? null : { label: configuration.label ?? lastOf(module), module, directory }
}

export interface MisnamedApp {
  readonly configuration: string
  /** What its `name` says, and where its package is found. */
  readonly name: string
  readonly module: string
  readonly file: string
}

/**
 * Configurations whose `name` is only the end of where their package is: `shop` in `apps/shop/apps.py`, as after a
 * move. Django then imports what is not there, and stops.
 */
export function misnamedApps(modules: Modules, installed: readonly string[]): MisnamedApp[] {
  return installed.flatMap((named) => {
    const found = configurationOf(modules, named)
    const name = found?.configuration.module
    if (!found || !name || name === found.module || !found.module.endsWith(`.${name}`)) return []
    if (
      packageDirectory(modules, name) !== null ||
      findModule(modules.tree, modules.pythonPath, name) !== null
    )
      return []
    const { configuration, module, file } = found
    return [{ configuration: configuration.name, name, module, file }]
  })
}

/** The configuration that an entry of INSTALLED_APPS leads to, and the package that it is in. */
function configurationOf(
  modules: Modules,
  named: string,
): { configuration: Configuration; module: string; file: string } | null {
  const directory = packageDirectory(modules, named)
  if (directory !== null) {
    const configuration = modules.onlyNamedConfigurations ? null : onlyConfiguration(modules.tree, directory)
    return configuration && { configuration, module: named, file: joined(directory, 'apps.py') }
  }
  const end = named.lastIndexOf('.')
  const file = end < 0 ? null : findModule(modules.tree, modules.pythonPath, named.slice(0, end))
  const configuration = file === null ? undefined : configurationIn(modules.tree, file, named.slice(end + 1))
  if (file === null || !configuration) return null
  return { configuration, module: named.slice(0, end).replace(/\.apps$/, ''), file }
}

export function packageDirectory({ tree, pythonPath }: Modules, module: string): string | null {
  if (!/^\w+(\.\w+)*$/.test(module)) return null
  const file = findModule(tree, pythonPath, module)
  if (file !== null) return /(^|\/)__init__\.py$/.test(file) ? directoryOf(file) : null
  const parent = pythonPath.find((directory) => hasModule(tree, directory, module))
  return parent === undefined ? null : joined(parent, module.replaceAll('.', '/'))
}

interface Configuration {
  readonly name: string
  readonly module: string | null
  readonly label: string | null
}

/** From Django 3.2 on the only configuration in `apps.py` is used without being named. */
function onlyConfiguration(tree: Tree, directory: string): Configuration | null {
  const parsed = parseFile(tree, joined(directory, 'apps.py'))
  const configurations = parsed ? configurationsIn(parsed) : []
  return configurations.length === 1 ? (configurations[0] ?? null) : null
}

/** What Django used before that: `default_app_config = 'shop.apps.ShopConfig'`. */
function defaultConfiguration({ tree, pythonPath }: Modules, directory: string): Configuration | null {
  const named = assignedText(
    parseFile(tree, joined(directory, '__init__.py'))?.body ?? [],
    'default_app_config',
  )
  const end = named?.lastIndexOf('.') ?? -1
  const file = named === null || end < 0 ? null : findModule(tree, pythonPath, named.slice(0, end))
  const parsed = file === null ? null : parseFile(tree, file)
  const found = parsed ? configurationsIn(parsed) : []
  return found.find(({ name }) => name === named?.slice(end + 1)) ?? null
}

function configurationIn(tree: Tree, file: string, wanted: string): Configuration | undefined {
  const parsed = parseFile(tree, file)
  return parsed ? configurationsIn(parsed).find(({ name }) => name === wanted) : undefined
}

function configurationsIn(module: Module): Configuration[] {
  return topLevel(module.body)
    .filter((statement): statement is ClassDefinition => statement.type === 'class')
    .filter((each) => each.arguments.some(({ value }) => /Config$/.test(nameOf(value))))
    .map(({ name, body }) => ({
      name,
      module: assignedText(body, 'name'),
      label: assignedText(body, 'label'),
    }))
}

export function assignedText(body: readonly Statement[], name: string): string | null {
  for (const statement of body) {
    if (statement.type !== 'assign' || !statement.targets.some((target) => nameOf(target) === name)) continue
    return textOf(statement.value ?? undefined)
  }
  return null
}

function lastOf(module: string): string {
  return module.slice(module.lastIndexOf('.') + 1)
}
