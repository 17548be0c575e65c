import type { Place } from '../answer.ts'
import type { Finding } from '../findings/finding.ts'
import { textOf } from '../python/access.ts'
import { argument, type Call, lastName, textOf as textIn } from '../python/parse/nodes.ts'
import type { Module, Statement } from '../python/parse/syntax.ts'
import { expressionsOf, withInner } from '../python/parse/walk.ts'
import { directoryOf, fileNameOf } from '../tree/source-paths.ts'
import { moduleNamed, type Project } from '../where/definition.ts'
import { findModule, hasModule } from '../where/modules.ts'
import type { SettingsQuestion } from './settings-question.ts'

/**
 * `include('shop.urls')` for an application that exists without that file: Django loads all of them at once, and
 * stops.
 */
export function missingUrls({ tree, where, settings }: SettingsQuestion): Finding[] {
  const project = { tree, pythonPath: where.pythonPath }
  const root = moduleNamed(project, textOf(settings.values.get('ROOT_URLCONF')) ?? '')
  const lost = root ? lostBelow(project, root, new Set()) : []
  if (lost.length === 0) return []
  const modules = [...new Set(lost.map(({ name }) => name))].join(', ')
  const places = lost.map(({ place }) => place)
  return [{ code: 'settings.urls-missing', severity: 'error', wants: 'change', places, values: { modules } }]
}

interface Included {
  readonly name: string
  readonly place: Place
}

function lostBelow(project: Project, module: Module, seen: Set<string>): Included[] {
  if (seen.has(module.file)) return []
  seen.add(module.file)
  return module.body
    .flatMap((statement) => includedBy(module, statement))
    .flatMap((one) => {
      const below = moduleNamed(project, one.name)
      if (below) return lostBelow(project, below, seen)
      return isLost(project, one.name) ? [one] : []
    })
}

/** What stands under a condition, or may fail, is left alone. */
function includedBy({ file }: Module, statement: Statement): Included[] {
  if (!/^(?:assign|update|expression)$/.test(statement.type)) return []
  const calls = expressionsOf(statement)
    .flatMap(withInner)
    .flatMap((one) => (one.type === 'call' ? [one] : []))
  return calls.flatMap((call) => {
    const name = lastName(call.callee) === 'include' ? nameIn(call) : null
    return name === null ? [] : [{ name, place: { file, line: call.line } }]
  })
}

/** `include('shop.urls')`, `include(('shop.urls', 'shop'))` */
function nameIn(call: Call): string | null {
  const first = argument(call, 0)
  return textIn(first?.type === 'tuple' ? first.items[0] : first)
}

/**
 * `MatchFinder/` became `matchfinder/` where that is one folder, on Windows or on a Mac: git has a part of the package in
 * each.
 */
function isTwin(tree: Project['tree'], pythonPath: readonly string[], name: string): boolean {
  const folders = tree.paths.flatMap((path) =>
    path.endsWith('/__init__.py') ? [path.slice(0, -'/__init__.py'.length)] : [],
  )
  const twin = name.toLowerCase()
  return pythonPath.some((directory) =>
    folders.some((folder) => directoryOf(folder) === directory && fileNameOf(folder).toLowerCase() === twin),
  )
}

/**
 * Of a package of the project; others may bring what they like, also where a folder without `__init__.py` has their
 * name: Python passes over that one.
 */
function isLost({ tree, pythonPath }: Project, name: string): boolean {
  const [own = '', ...rest] = name.split('.')
  const holds = (module: string) => pythonPath.some((directory) => hasModule(tree, directory, module))
  const isOwn = findModule(tree, pythonPath, own) !== null || (holds(own) && isTwin(tree, pythonPath, own))
  return rest.length > 0 && isOwn && !holds(name)
}
