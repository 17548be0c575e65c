import { argument, type Call, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'
import { directoryOf, joined } from '../tree/source-paths.ts'
import { assignedTo } from './possible-texts.ts'

const maxDepth = 12

/**
 * The path in the tree that such an expression means: `os.path.join(BASE_DIR, 'apps')`; null where it cannot be
 * known.
 */
export function treePath(
  expression: Expression | undefined,
  module: Module,
  depth = maxDepth,
): string | null {
  if (!expression || depth === 0) return null
  const inside = (part: Expression | undefined) => treePath(part, module, depth - 1)
  switch (expression.type) {
    case 'name':
      return expression.name === '__file__' ? module.file : inside(assignedTo(expression.name, module)[0])
    case 'attribute':
      return expression.name === 'parent' ? parent(inside(expression.object)) : null
    case 'subscript':
      return ancestor(expression, inside)
    case 'binary':
      return combined(expression, inside)
    case 'call':
      return called(expression, inside)
    default:
      return null
  }
}

type Inside = (part: Expression | undefined) => string | null

const unchanged = new Set([
  'abspath',
  'realpath',
  'normpath',
  'resolve',
  'absolute',
  'str',
  'Path',
  'PurePath',
  'fspath',
  'expanduser',
])

function called(call: Call, inside: Inside): string | null {
  const name = lastName(call.callee)
  const object = call.callee.type === 'attribute' ? inside(call.callee.object) : null
  if (object !== null) return segments(call).reduce(within, object)
  if (name === 'dirname') return parent(inside(argument(call, 0)))
  if (name === 'join') return segments(call, 1).reduce(within, inside(argument(call, 0)))
  // `environ.Path(__file__)('apps')` calls a path object.
  const path = unchanged.has(name) ? inside(argument(call, 0)) : inside(call.callee)
  return segments(call, unchanged.has(name) ? 1 : 0).reduce(within, path)
}

function segments(call: Call, start = 0): (string | null)[] {
  return call.arguments
    .slice(start)
    .filter((one) => one.name === null)
    .map(({ value }) => textOf(value) ?? (nameOf(value).endsWith('pardir') ? '..' : null))
}

/** `BASE / 'apps'`, `BASE + '/apps'`, and django-environ's `Path(__file__) - 2`. */
function combined(
  { operator, left, right }: Extract<Expression, { type: 'binary' }>,
  inside: Inside,
): string | null {
  const path = inside(left)
  if (operator === '-' && right.type === 'number') return upwards(path, right.number)
  return operator === '/' || operator === '+' ? within(path, textOf(right)) : null
}

/** `Path(__file__).parents[1]` */
function ancestor(
  { object, index }: Extract<Expression, { type: 'subscript' }>,
  inside: Inside,
): string | null {
  if (object.type !== 'attribute' || object.name !== 'parents' || index.type !== 'number') return null
  return upwards(inside(object.object), index.number + 1)
}

function upwards(path: string | null, count: number): string | null {
  return Array.from({ length: Math.min(Math.max(count, 0), maxDepth) }).reduce<string | null>(parent, path)
}

function parent(path: string | null): string | null {
  return path === null || path === '' ? null : directoryOf(path)
}

function within(path: string | null, rest: string | null): string | null {
  if (path === null || rest === null) return null
  return rest
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .reduce<string | null>(
      (up, segment) => (segment === '..' ? parent(up) : up === null ? null : joined(up, segment)),
      path,
    )
}
