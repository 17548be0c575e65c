import { argument, lastName, nameOf, nodesIn, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module, TemplatePart } from '../python/parse/syntax.ts'

const maxTexts = 12
const maxDepth = 8
const maxParts = 20
const maxAssignments = 3

/** The texts that an expression in an entry point can become; none where that cannot be known. */
export function possibleTexts(expression: Expression, module: Module): readonly string[] {
  return [...new Set(texts(expression, module, maxDepth))].slice(0, maxTexts)
}

function texts(expression: Expression | undefined, module: Module, depth: number): readonly string[] {
  if (!expression || depth === 0) return []
  const inside = (part: Expression | undefined) => texts(part, module, depth - 1)
  switch (expression.type) {
    case 'text':
      return [expression.text]
    case 'template':
      return joinedTexts(expression.parts.slice(0, maxParts + 1).map((part) => templateTexts(part, inside)))
    case 'binary':
      return expression.operator === '%'
        ? filled(expression, inside)
        : joinedTexts([inside(expression.left), inside(expression.right)])
    case 'conditional':
      return [...inside(expression.ifTrue), ...inside(expression.ifFalse)]
    case 'or':
      return [...inside(expression.left), ...inside(expression.right)]
    case 'name':
      return assignedTo(expression.name, module).slice(0, maxAssignments).flatMap(inside)
    case 'call':
      return callTexts(expression, inside)
    default:
      return []
  }
}

type Inside = (part: Expression | undefined) => readonly string[]

function templateTexts(part: TemplatePart, inside: Inside): readonly string[] {
  return typeof part === 'string' ? [part] : inside(part.value)
}

/** Every combination with one text of each. */
function joinedTexts(parts: readonly (readonly string[])[]): readonly string[] {
  if (parts.length > maxParts) return []
  return parts.reduce<readonly string[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)).slice(0, maxTexts),
    [''],
  )
}

/** `'%s.settings' % name`, with one value or a tuple of them. */
function filled({ left, right }: Extract<Expression, { type: 'binary' }>, inside: Inside): readonly string[] {
  const pieces = textOf(left)?.split('%s') ?? []
  const values = right.type === 'tuple' ? right.items : [right]
  if (pieces.length !== values.length + 1 || pieces.length > maxParts) return []
  return joinedTexts(
    pieces.flatMap((piece, index) => (index === 0 ? [[piece]] : [inside(values[index - 1]), [piece]])),
  )
}

/** The environment is not known here, so the default counts: `os.environ.get('ENV', 'dev')`. */
function callTexts(call: Extract<Expression, { type: 'call' }>, inside: Inside): readonly string[] {
  const name = lastName(call.callee)
  if (name === 'format' && call.callee.type === 'attribute') return formatted(call, inside)
  if (name === 'lower' && call.callee.type === 'attribute')
    return inside(call.callee.object).map((text) => text.toLowerCase())
  if (name === 'str') return inside(argument(call, 0))
  const reads = /(?:^|\.)(?:get|getenv|config|env|str|get_env\w*|getenv\w*|env_\w+)$/.test(
    nameOf(call.callee),
  )
  return reads ? inside(argument(call, 1, 'default')) : []
}

function formatted(call: Extract<Expression, { type: 'call' }>, inside: Inside): readonly string[] {
  const template = call.callee.type === 'attribute' ? textOf(call.callee.object) : null
  const pieces = template?.split(/(\{\w*\})/, maxParts + 1) ?? []
  let position = 0
  return joinedTexts(
    pieces.map((piece) => {
      if (!/^\{\w*\}$/.test(piece)) return [piece]
      const name = piece.slice(1, -1)
      return inside(argument(call, /^\d+$/.test(name) ? Number(name) : position++, name || undefined))
    }),
  )
}

export function assignedTo(name: string, module: Module): Expression[] {
  return nodesIn(module.body).flatMap((node) =>
    node.type === 'assign' &&
    node.value &&
    node.targets.some((target) => target.type === 'name' && target.name === name)
      ? [node.value]
      : [],
  )
}
