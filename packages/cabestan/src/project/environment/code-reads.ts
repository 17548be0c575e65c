import { argument, nameOf, textOf } from '../python/parse/nodes.ts'
import { parseFile } from '../python/parse/parse.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'
import { walkExpressions } from '../python/parse/walk.ts'
import type { SettingsReading } from '../settings/reading.ts'
import { isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { Where } from '../where/reading.ts'
import { importedAtStart, keysToImport } from './code-needs.ts'
import type { EnvironmentKey } from './reading.ts'
import { isSecretName, roleOfName } from './role-of-name.ts'

const maxFiles = 500

/** Keys that code outside of the settings reads. Needed are those without which Django cannot start. */
export function codeReads(
  tree: Tree,
  where: Where,
  { files: settingsFiles, values }: Pick<SettingsReading, 'files' | 'values'>,
): EnvironmentKey[] {
  const files = sourcePaths(tree).filter((path) => isOwnCode(path, where) && !settingsFiles.includes(path))
  const asking = files.filter((path) => /os\.environ|getenv|environ\[|decouple/.test(tree.text(path) ?? ''))
  const first = importedAtStart(tree, where, values)
  const modules = asking.slice(0, maxFiles).flatMap((path) => parseFile(tree, path) ?? [])
  const found = modules.flatMap(keysIn)
  const needed = new Set(
    modules.filter(({ file }) => first.has(file)).flatMap((module) => [...keysToImport(module)]),
  )
  const names = [...new Set(found.map(({ name }) => name))]
  return names.map((name) => ({
    ...keyOf(name),
    needed: needed.has(name),
    // Only code that Django imports at its start: elsewhere the key may only be for a script.
    places: found
      .filter((one) => one.name === name)
      .map(({ place }) => place)
      .toSorted((one, other) => Number(first.has(other.file)) - Number(first.has(one.file))),
  }))
}

function isOwnCode(path: string, { pythonPath }: Where): boolean {
  const isElsewhere =
    /(?:^|\/)(?:tests?|docs?|examples?|scripts|management|settings|conf|config)\/|(?:^|\/)(?:conftest|tests?|test_[^/]*|setup|manage|[\w.]*settings[\w.]*|fabfile|gunicorn[\w.]*)\.py$/.test(
      path,
    )
  return path.endsWith('.py') && !isElsewhere && pythonPath.some((directory) => isBelow(path, directory))
}

function keyOf(name: string): Omit<EnvironmentKey, 'places' | 'needed'> {
  return {
    name,
    type: 'text',
    default: null,
    secret: isSecretName(name),
    role: roleOfName(name),
  }
}

function keysIn({ file, body }: Module): { name: string; place: EnvironmentKey['places'][number] }[] {
  return walkExpressions(body).flatMap((node) => {
    const name = keyAsked(node)
    return name === null || !/^[A-Z][A-Z0-9_]+$/.test(name) || name === 'DJANGO_SETTINGS_MODULE'
      ? []
      : [{ name, place: { file, line: node.line } }]
  })
}

function keyAsked(node: Expression): string | null {
  if (node.type === 'subscript')
    return /(?:^|\.)environ$/.test(nameOf(node.object)) ? textOf(node.index) : null
  if (node.type !== 'call') return null
  return /(?:^|\.)(?:environ\.get|getenv|config)$/.test(nameOf(node.callee))
    ? textOf(argument(node, 0))
    : null
}
