import type { SyntaxNode } from '@lezer/common'
import { expression } from './parse-expression.ts'
import { childrenOf, nested, type Source, sliceOf } from './source.ts'
import type { Expression, Pattern } from './syntax.ts'

export function patternOf(source: Source, node: SyntaxNode | undefined): Pattern {
  switch (node?.name) {
    case 'CapturePattern':
      return { type: 'any', name: sliceOf(source, node) }
    case 'LiteralPattern':
      return literal(source, node)
    case 'AttributePattern':
      return { type: 'value', value: attribute(source, node) }
    case 'OrPattern':
      return { type: 'or', of: nested(source, () => alternatives(source, node), [unread(source, node)]) }
    case 'SequencePattern':
      return { type: 'sequence', items: nested(source, () => alternatives(source, node), []) }
    case 'StarPattern':
      return { type: 'rest', name: sliceOf(source, node).replace(/^\*\s*/, '') }
    default:
      return unread(source, node)
  }
}

/** Patterns of mappings, of classes and with `as` are read only for the names that they bind. */
export function unread(source: Source, ...nodes: readonly (SyntaxNode | undefined)[]): Pattern {
  return { type: 'other', names: nodes.flatMap((node) => (node ? namesIn(source, node) : [])) }
}

function namesIn(source: Source, node: SyntaxNode): readonly string[] {
  if (node.name === 'CapturePattern') return [sliceOf(source, node)]
  if (node.name === 'StarPattern') return [sliceOf(source, node).replace(/^\*\s*/, '')]
  const inside = nested(source, () => childrenOf(node).flatMap((child) => namesIn(source, child)), [])
  const last = childrenOf(node).at(-1)
  return node.name === 'AsPattern' && last ? [...inside, sliceOf(source, last)] : inside
}

function literal(source: Source, node: SyntaxNode): Pattern {
  const [only, ...others] = childrenOf(node)
  return others.length > 0 ? unread(source) : { type: 'value', value: expression(source, only) }
}

/** A name with a dot, as in `case Mode.LIVE:`, is compared and does not become a variable. */
function attribute(source: Source, node: SyntaxNode): Expression {
  const line = source.line(node.from)
  const [first = '', ...rest] = sliceOf(source, node).split('.')
  return rest.reduce<Expression>((object, name) => ({ type: 'attribute', object, name: name.trim(), line }), {
    type: 'name',
    name: first.trim(),
    line,
  })
}

function alternatives(source: Source, node: SyntaxNode): readonly Pattern[] {
  return childrenOf(node)
    .filter(({ name }) => name.endsWith('Pattern'))
    .map((child) => patternOf(source, child))
}
