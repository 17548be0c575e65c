import type { SyntaxNode } from '@lezer/common'
import { expression } from './parse-expression.ts'
import { isLogic, logic } from './parse-logic.ts'
import { childrenOf, type Source, sliceOf, split } from './source.ts'
import type { ComparisonOperator, Expression } from './syntax.ts'

export function binary(source: Source, node: SyntaxNode, line: number): Expression {
  if (isLogic(node)) return logic(source, node, line)
  const children = childrenOf(node)
  const left = expression(source, children[0])
  const right = expression(source, children.length > 1 ? children.at(-1) : null)
  const written = children.slice(1, -1).map((part) => sliceOf(source, part))
  const operator = written.join(' ')
  const comparison = comparisons[operator]
  if (!comparison) return { type: 'binary', line, operator, left, right }
  const further = { operator: comparison, right }
  // A comparison in brackets is not part of this one: its outcome is compared.
  if (left.type === 'compare' && children[0]?.name === 'BinaryExpression') {
    return { ...left, rest: [...left.rest, further] }
  }
  return { type: 'compare', line, first: left, rest: [further] }
}

const comparisons: Readonly<Record<string, ComparisonOperator | undefined>> = {
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '==': '==',
  '!=': '!=',
  '<>': '!=',
  in: 'in',
  'not in': 'not in',
  is: 'is',
  'is not': 'is not',
}

export function unary(source: Source, node: SyntaxNode, line: number): Expression {
  if (isLogic(node)) return logic(source, node, line)
  const [mark, operand] = childrenOf(node)
  const operator = mark ? sliceOf(source, mark) : ''
  const value = expression(source, operand)
  const known = (['-', '+', '~'] as const).find((each) => each === operator)
  return known ? { type: 'unary', line, operator: known, operand: value } : value
}

export function conditional(source: Source, node: SyntaxNode, line: number): Expression {
  const [[ifTrue] = [], [test] = [], [ifFalse] = []] = split(childrenOf(node), 'if', 'else')
  return {
    type: 'conditional',
    line,
    test: expression(source, test),
    ifTrue: expression(source, ifTrue),
    ifFalse: expression(source, ifFalse),
  }
}
