import type { SyntaxNode } from '@lezer/common'
import { expression } from './parse-expression.ts'
import { childrenOf, type Source } from './source.ts'
import type { Expression } from './syntax.ts'

/** Recognises `and`, `or` and `not`, which the grammar spreads over two kinds of nodes. */
export function isLogic(node: SyntaxNode): boolean {
  const [first, second] = childrenOf(node)
  if (node.name === 'UnaryExpression') return first?.name === 'not'
  return node.name === 'BinaryExpression' && (second?.name === 'and' || second?.name === 'or')
}

const longest = 150

/**
 * In the grammar `not` reaches over every `and` and `or` that follows, in Python it does not. So the grammar's
 * structure is dropped and built again from the order of the words.
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

/** The operands and the words between them in the order of the text. */
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
