import type { SyntaxNode } from '@lezer/common'
import { expression } from './parse-expression.ts'
import { childrenOf, type Source, sliceOf, split } from './source.ts'
import type { Parameter } from './syntax.ts'

export function parameters(source: Source, list: SyntaxNode | null): readonly Parameter[] {
  if (!list) return []
  let namedOnly = false
  const found: Parameter[] = []
  for (const group of split(childrenOf(list), ',')) {
    const read = parameter(source, group, namedOnly)
    if (read) found.push(read)
    namedOnly ||= group[0]?.name === '*' || group[1]?.name === '*'
  }
  return found
}

function parameter(source: Source, group: readonly SyntaxNode[], namedOnly: boolean): Parameter | null {
  const name = group.find((node) => node.name === 'VariableName')
  if (!name) return null
  const mark = group.find((node) => node.name === '*' || node.name === '**')?.name
  const annotation = group.find((node) => node.name === 'TypeDef')
  const equals = group.findIndex((node) => node.name === 'AssignOp')
  return {
    name: sliceOf(source, name),
    star: mark === '*' || mark === '**' ? mark : '',
    namedOnly,
    default: equals === -1 ? null : expression(source, group[equals + 1]),
    annotation: annotation ? expression(source, childrenOf(annotation).at(-1)) : null,
  }
}
