import { nodesIn } from '../python/parse/nodes.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { Module } from '../python/parse/syntax.ts'
import { fileNameOf, isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { absolute } from '../where/definition.ts'
import { moduleOf } from '../where/module-name.ts'
import type { Where } from '../where/reading.ts'
import { environmentNamed } from '../where/settings-named.ts'
import type { SettingsReading } from './reading.ts'
import { isSettingsFile } from './settings-file.ts'

type Bypass = SettingsReading['bypasses'][number]

/** Ways around an overlay that is only named in the environment. */
export function settingsBypasses(tree: Tree, where: Where, settingsFiles: readonly string[]): Bypass[] {
  const code = sourcePaths(tree).filter((path) => isOwnCode(path, where) && !settingsFiles.includes(path))
  const others = code.filter((path) => !isSettingsFile(path) || isEntry(path))
  return [
    ...code.flatMap((path) => outright(tree, path)),
    ...importedDirectly(tree, where, { code: others, settingsFiles }),
  ]
}

/** `config/wsgi.py` is among settings and does not contain any. */
function isEntry(path: string): boolean {
  return /(?:wsgi|asgi|urls|celery\w*|views|routing)\.py$/.test(path)
}

function isOwnCode(path: string, { pythonPath }: Where): boolean {
  const isTest =
    /(?:^|\/)(?:tests?|docs?|examples?|\.[^/]+)\/|(?:^|\/)(?:conftest|tests?|test_[^/]*|setup|fabfile|tasks_dev)\.py$/.test(
      path,
    )
  return path.endsWith('.py') && !isTest && pythonPath.some((directory) => isBelow(path, directory))
}

function outright(tree: Tree, path: string): Bypass[] {
  const type = kindOf(fileNameOf(path))
  const module = type && tree.text(path)?.includes('DJANGO_SETTINGS_MODULE') ? parseFile(tree, path) : null
  if (!type || !module) return []
  const named = environmentNamed(module, 'DJANGO_SETTINGS_MODULE').find((one) => one.outright)
  return named ? [{ type, place: named.place }] : []
}

function kindOf(name: string): Bypass['type'] | null {
  if (/wsgi/.test(name)) return 'outright-wsgi'
  if (/asgi/.test(name)) return 'outright-asgi'
  if (/celery|worker/.test(name)) return 'outright-celery'
  return /^manage/.test(name) ? 'outright-manage' : null
}

/** `from shop import settings`, `from shop.settings import X`, `from . import settings`, `import shop.settings`. */
function importedDirectly(
  tree: Tree,
  where: Where,
  { code, settingsFiles }: { code: readonly string[]; settingsFiles: readonly string[] },
): Bypass[] {
  const modules = new Set(settingsFiles.flatMap((file) => moduleOf(where.pythonPath, file) ?? []))
  const project = { tree, pythonPath: where.pythonPath }
  return code
    .filter((path) => mayImport(tree.text(path) ?? '', modules))
    .flatMap((path) => {
      const module = parseFile(tree, path)
      const line = module && importLine(module, { modules, project })
      return line === null ? [] : [{ type: 'imported-directly' as const, place: { file: path, line } }]
    })
}

/** Nearly every file imports some settings and few import these, while parsing all of them takes long. */
function mayImport(text: string, modules: ReadonlySet<string>): boolean {
  for (const [, from = '', names = ''] of text.matchAll(
    /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+)?import[ \t]+([^\n#]*)/gm,
  )) {
    if (from === 'django.conf') continue
    if (from !== '' && modules.has(from)) return true
    const imported = names.split(/[\s,()]+/).map((name) => (from === '' ? name : `.${name}`))
    for (const module of modules) {
      const last = `.${module}`.slice(`.${module}`.lastIndexOf('.'))
      if (
        imported.includes(module) ||
        imported.includes(last) ||
        (from.startsWith('.') && from.endsWith(last))
      )
        return true
    }
  }
  return false
}

function importLine(
  module: Module,
  { modules, project }: { modules: ReadonlySet<string>; project: Parameters<typeof absolute>[0] },
): number | null {
  const found = nodesIn(module.body).find((node) => {
    if (node.type === 'import') return node.modules.some(({ module: name }) => modules.has(name))
    if (node.type !== 'from') return false
    const source = absolute(project, module, node)
    return (
      modules.has(source) ||
      (node.names !== '*' &&
        node.names.some(({ name }) => modules.has(source === '' ? name : `${source}.${name}`)))
    )
  })
  return found?.line ?? null
}
