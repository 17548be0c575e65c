import type { SyntaxNode } from '@lezer/common'
import { expression } from './parse-expression.ts'
import { childrenOf, type Source } from './source.ts'
import type { Expression } from './syntax.ts'

/** Whether it is an `and`, an `or` or a `not`. */
export function isLogic(node: SyntaxNode): boolean {
  const [first, second] = childrenOf(node)
  if (node.name === 'UnaryExpression') return first?.name === 'not'
  return node.name === 'BinaryExpression' && (second?.name === 'and' || second?.name === 'or')
}

const longest = 150

/**
 * The grammar lets `not` reach over the `and` and `or` behind it, which in Python it does not: so its structure is
 * dropped, and made anew from the order of the words.
 */
export function logic(source: Source, node: SyntaxNode, line: number): Expression {
  const words = wordsOf(node)
  if (words.length > longest) return { type: 'broken', line }
  const reading: Reading = { source, words, at: 0 }
  return either(reading)
}

interface Reading {
  readonly source: Source
  readonly words: readonly SyntaxNode[]
  at: number
}

/** Operands and the words between them, as they are written. */
function wordsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const words: SyntaxNode[] = []
  const open = [node]
  for (let next = open.pop(); next && words.length <= longest; next = open.pop()) {
    if (isLogic(next)) open.push(...childrenOf(next).toReversed())
    else words.push(next)
  }
  return words
}

function either(reading: Reading): Expression {
  return chain(reading, 'or', both)
}

function both(reading: Reading): Expression {
  return chain(reading, 'and', negated)
}

function chain(reading: Reading, type: 'and' | 'or', operand: (reading: Reading) => Expression): Expression {
  let left = operand(reading)
  while (reading.words[reading.at]?.name === type) {
    reading.at += 1
    left = { type, line: left.line, left, right: operand(reading) }
  }
  return left
}

function negated(reading: Reading): Expression {
  const word = reading.words[reading.at]
  reading.at += 1
  if (word?.name !== 'not') return expression(reading.source, word)
  const line = reading.source.line(word.from)
  return { type: 'unary', line, operator: 'not', operand: negated(reading) }
}
