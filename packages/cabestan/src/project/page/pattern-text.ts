import { argument, type Call, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module } from '../python/parse/syntax.ts'
import { argumentOf } from '../python/parse/walk.ts'
import { definitionAt } from '../where/definition.ts'
import type { UrlWorld } from './url-world.ts'

const maxDepth = 6

/** The text of a pattern, also where it is composed from settings: `path(settings.ADMIN_URL, …)`. */
export function patternText(
  world: UrlWorld,
  module: Module,
  expression: Expression | undefined,
  depth = maxDepth,
): string | null {
  if (!expression || depth === 0) return null
  const inside = (part: Expression | undefined) => patternText(world, module, part, depth - 1)
  switch (expression.type) {
    case 'text':
      return expression.text
    case 'template':
      return joinedText(
        expression.parts.map((part) => (typeof part === 'string' ? part : inside(part.value))),
      )
    case 'binary':
      return expression.operator === '+'
        ? joinedText([inside(expression.left), inside(expression.right)])
        : null
    case 'call':
      return callText(expression, inside)
    case 'name':
    case 'attribute':
      return namedText(world, module, { expression, depth })
    default:
      return null
  }
}

/** `'{}shop/'.format(BASE)`; a translated pattern is taken as it stands in the code. */
function callText(call: Call, inside: (part: Expression | undefined) => string | null): string | null {
  const name = lastName(call.callee)
  if (/^(?:_|[nup]*gettext\w*)$/.test(name)) return textOf(argument(call, 0))
  // The environment's value is not known here, so the code's own default is taken.
  if (/(?:^|\.)(?:environ\.get|getenv|config|env)$/.test(nameOf(call.callee)))
    return textOf(argumentOf(call, 'default', 1) ?? undefined)
  if (name !== 'format' || call.callee.type !== 'attribute') return null
  const pieces = textOf(call.callee.object)?.split('{}') ?? []
  return joinedText(
    pieces.flatMap((piece, index) => (index === 0 ? [piece] : [inside(argument(call, index - 1)), piece])),
  )
}

function namedText(
  world: UrlWorld,
  module: Module,
  { expression, depth }: { expression: Expression; depth: number },
): string | null {
  const [, setting] = /(?:^|\.)settings\.([A-Z]\w*)$/.exec(nameOf(expression)) ?? []
  const value = setting === undefined ? undefined : world.values.get(setting)
  if (value?.type === 'text') return value.text
  const found = definitionAt(world, module, expression)
  return found?.type === 'value' ? patternText(world, found.module, found.value, depth - 1) : null
}

function joinedText(parts: readonly (string | null)[]): string | null {
  return parts.every((part) => part !== null) ? parts.join('') : null
}
