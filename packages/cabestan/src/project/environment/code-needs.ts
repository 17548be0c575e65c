import { ownApps } from '../data/installed-apps.ts'
import { itemsOf, textOf as valueText } from '../python/access.ts'
import { argument, nameOf, textOf } from '../python/nodes.ts'
import type { Expression, Module, Statement } from '../python/syntax.ts'
import type { Value } from '../python/values.ts'
import { argumentOf, walkExpressions } from '../python/walk.ts'
import { joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { findModule } from '../where/modules.ts'
import type { Where } from '../where/reading.ts'

/** Files of the project that Django imports before it answers anything: its addresses, models and admin. */
export function importedAtStart(
  tree: Tree,
  { pythonPath }: Where,
  values: ReadonlyMap<string, Value>,
): ReadonlySet<string> {
  const urls = valueText(values.get('ROOT_URLCONF'))
  const root = urls === null ? null : findModule(tree, pythonPath, urls)
  const apps = ownApps({ tree, pythonPath }, itemsOf(values.get('INSTALLED_APPS')).items)
  const usual = ['urls', 'views', 'models', 'admin', 'apps']
  return new Set([
    ...(root === null ? [] : [root]),
    ...apps.flatMap(({ directory }) => usual.map((name) => joined(directory, `${name}.py`))),
  ])
}

/** Keys without which this file cannot be imported: `os.environ['A']`, `os.getenv('A') + '/'`, outside of functions. */
export function keysToImport({ body }: Module): ReadonlySet<string> {
  const found = walkExpressions(body.filter(isPlain)).flatMap((node) =>
    node.type === 'binary' ? [outright(node), added(node.left), added(node.right)] : [outright(node)],
  )
  return new Set(found.filter((name) => name !== null))
}

function isPlain({ type }: Statement): boolean {
  return type === 'assign' || type === 'update' || type === 'expression'
}

function outright(node: Expression): string | null {
  if (node.type === 'subscript')
    return /(?:^|\.)environ$/.test(nameOf(node.object)) ? textOf(node.index) : null
  if (node.type !== 'call' || nameOf(node.callee) !== 'config') return null
  return argumentOf(node, 'default', 1) === null ? textOf(argument(node, 0)) : null
}

/** Nothing and a text cannot be added. */
function added(node: Expression): string | null {
  const isAsked = node.type === 'call' && /(?:^|\.)(?:environ\.get|getenv)$/.test(nameOf(node.callee))
  return isAsked && argumentOf(node, 'default', 1) === null ? textOf(argument(node, 0)) : null
}
