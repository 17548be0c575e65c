import { ownApps } from '../data/installed-apps.ts'
import { readOwnCode } from '../dependencies/code/own-code.ts'
import { importedFrom } from '../dependencies/code/reached-files.ts'
import { installedApps, textOf as valueText } from '../python/access.ts'
import { argument, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module, Statement } from '../python/parse/syntax.ts'
import { argumentOf, walkExpressions } from '../python/parse/walk.ts'
import type { Value } from '../python/values.ts'
import { joined, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule } from '../where/modules.ts'
import type { Where } from '../where/reading.ts'

/**
 * Files that Django imports before it answers anything: URL configurations, models, admin, and whatever these import.
 */
export function importedAtStart(
  tree: Tree,
  { pythonPath }: Where,
  values: ReadonlyMap<string, Value>,
): ReadonlySet<string> {
  const urls = valueText(values.get('ROOT_URLCONF'))
  const root = urls === null ? null : findModule(tree, pythonPath, urls)
  const apps = ownApps({ tree, pythonPath }, installedApps(values))
  const usual = ['urls', 'views', 'models', 'admin', 'apps']
  const files = usual.flatMap((name) => [`${name}.py`, `${name}/__init__.py`])
  return importedFrom(readOwnCode(tree, sourcePaths(tree), pythonPath), [
    ...(root === null ? [] : [root]),
    ...apps.flatMap(({ directory }) => files.map((name) => joined(directory, name))),
  ])
}

/**
 * Keys without which this file cannot be imported: `os.environ['A']`, `os.getenv('A') + '/'`, outside of functions.
 */
export function keysToImport({ body }: Module): ReadonlySet<string> {
  // Adding None and a text is an error.
  const found = walkExpressions(body.filter(isPlain)).flatMap((node) =>
    node.type === 'binary' ? [outright(node), asked(node.left), asked(node.right)] : [outright(node)],
  )
  return new Set(found.filter((name) => name !== null))
}

function isPlain({ type }: Statement): boolean {
  return type === 'assign' || type === 'update' || type === 'expression'
}

function outright(node: Expression): string | null {
  if (node.type === 'subscript')
    return /(?:^|\.)environ$/.test(nameOf(node.object)) ? textOf(node.index) : null
  if (node.type !== 'call') return null
  if (insistent.test(nameOf(node.callee))) return asked(argumentOf(node, 'api_key'))
  if (nameOf(node.callee) !== 'config') return null
  return argumentOf(node, 'default', 1) === null ? textOf(argument(node, 0)) : null
}

/** Clients that raise an error when they are created without a key. */
const insistent = /(?:^|\.)(?:Async)?(?:Azure)?(?:OpenAI|Groq)$/

/** The key that this asks for without any fallback. */
function asked(node: Expression | null): string | null {
  if (node === null) return null
  const isAsked = node.type === 'call' && /(?:^|\.)(?:environ\.get|getenv)$/.test(nameOf(node.callee))
  return isAsked && argumentOf(node, 'default', 1) === null ? textOf(argument(node, 0)) : null
}
