import type { SyntaxNode } from '@lezer/common'
import { expression, expressions, inner, starred } from './parse-expression.ts'
import { type Source, split } from './source.ts'
import type { Clause, Expression } from './syntax.ts'

type Flavour = 'list' | 'set' | 'generator' | 'dict'

export function comprehension(
  source: Source,
  flavour: Flavour,
  { node, line }: { readonly node: SyntaxNode; readonly line: number },
): Expression {
  return generated(source, flavour, { nodes: inner(node), line })
}

/** Takes nodes without brackets, because a call needs none around a comprehension that is its only argument. */
export function generated(
  source: Source,
  flavour: Flavour,
  { nodes, line }: { readonly nodes: readonly SyntaxNode[]; readonly line: number },
): Expression {
  const at = nodes.findIndex(({ name }) => name === 'for' || name === 'async')
  const head = at === -1 ? nodes : nodes.slice(0, at)
  const key = flavour === 'dict' ? expression(source, head[0]) : null
  const element = flavour === 'dict' ? expression(source, head[2]) : starred(source, head)
  return { type: 'comprehension', line, flavour, key, element, clauses: clausesOf(source, nodes.slice(at)) }
}

function clausesOf(source: Source, nodes: readonly SyntaxNode[]): readonly Clause[] {
  return split(nodes, 'for')
    .slice(1)
    .map((group) => {
      const [head = [], ...conditions] = split(group, 'if')
      const [target = [], iterable = []] = split(head, 'in')
      return {
        target: expressions(source, target),
        iterable: expression(source, iterable[0]),
        conditions: conditions.map(([condition]) => expression(source, condition)),
      }
    })
}
