import type { SyntaxNode } from '@lezer/common'
import { comprehension, generated } from './parse-comprehension.ts'
import { binary, conditional, unary } from './parse-operation.ts'
import { parameters } from './parse-parameters.ts'
import { continued, formatted, plain } from './parse-strings.ts'
import { childOf, childrenOf, nested, type Source, sliceOf, split } from './source.ts'
import type { Argument, DictEntry, Expression } from './syntax.ts'

/** A missing part becomes `broken`, so that no reader has to ask whether it is there. */
export function expression(source: Source, node: SyntaxNode | null | undefined): Expression {
  if (!node) return { type: 'broken', line: 0 }
  const broken: Expression = { type: 'broken', line: source.line(node.from) }
  return nested(source, () => readers[node.name]?.(source, node, broken.line), undefined) ?? broken
}

/** One expression, or a tuple if there are commas, as in `return a, b`. */
export function expressions(source: Source, nodes: readonly SyntaxNode[]): Expression {
  const first = nodes[0]
  const items = itemsOf(source, nodes)
  if (!nodes.some(({ name }) => name === ',')) return items[0] ?? expression(source, null)
  return { type: 'tuple', line: first ? source.line(first.from) : 0, items }
}

export function itemsOf(source: Source, nodes: readonly SyntaxNode[]): readonly Expression[] {
  return split(nodes, ',')
    .filter((group) => group.length > 0)
    .map((group) => starred(source, group))
}

/** The arguments of a call, or the bases of a class. */
export function argumentsOf(source: Source, list: SyntaxNode | null): readonly Argument[] {
  if (!list) return []
  return splitArguments(inner(list))
    .filter((group) => group.length > 0)
    .map((group) => argument(source, group))
}

/** In `f(a for a, b in c)` the comma belongs to the targets. */
function splitArguments(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]]
  let inTargets = false
  for (const node of nodes) {
    if (node.name === 'for') inTargets = true
    if (node.name === 'in') inTargets = false
    if (node.name === ',' && !inTargets) groups.push([])
    else groups.at(-1)?.push(node)
  }
  return groups
}

type Reader = (source: Source, node: SyntaxNode, line: number) => Expression

const readers: Readonly<Record<string, Reader>> = {
  VariableName: (source, node, line) => ({ type: 'name', line, name: sliceOf(source, node) }),
  Number: (source, node, line) => ({ type: 'number', line, ...numberOf(sliceOf(source, node)) }),
  String: plain,
  FormatString: formatted,
  ContinuedString: continued,
  Boolean: (source, node, line) => ({ type: 'boolean', line, boolean: sliceOf(source, node) === 'True' }),
  None: (_source, _node, line) => ({ type: 'none', line }),
  Ellipsis: (_source, _node, line) => ({ type: 'ellipsis', line }),
  ParenthesizedExpression: (source, node) => starred(source, inner(node)),
  TupleExpression: (source, node, line) => ({ type: 'tuple', line, items: itemsOf(source, inner(node)) }),
  ArrayExpression: (source, node, line) => ({ type: 'list', line, items: itemsOf(source, inner(node)) }),
  SetExpression: (source, node, line) => ({ type: 'set', line, items: itemsOf(source, inner(node)) }),
  DictionaryExpression: (source, node, line) => ({ type: 'dict', line, entries: entriesOf(source, node) }),
  ComprehensionExpression: (source, node, line) => comprehension(source, 'generator', { node, line }),
  ArrayComprehensionExpression: (source, node, line) => comprehension(source, 'list', { node, line }),
  SetComprehensionExpression: (source, node, line) => comprehension(source, 'set', { node, line }),
  DictionaryComprehensionExpression: (source, node, line) => comprehension(source, 'dict', { node, line }),
  CallExpression: call,
  MemberExpression: member,
  BinaryExpression: binary,
  UnaryExpression: unary,
  ConditionalExpression: conditional,
  LambdaExpression: (source, node, line) => ({
    type: 'lambda',
    line,
    parameters: parameters(source, childOf(node, 'ParamList')),
    body: expression(source, childrenOf(node).at(-1)),
  }),
  NamedExpression: (source, node, line) => {
    const [name, , value] = childrenOf(node)
    return { type: 'named', line, name: name ? sliceOf(source, name) : '', value: expression(source, value) }
  },
  AwaitExpression: (source, node, line) => ({
    type: 'await',
    line,
    value: expression(source, childrenOf(node)[1]),
  }),
  YieldExpression: (source, node, line) => {
    const yielded = childrenOf(node).filter(({ name }) => name !== 'yield' && name !== 'from')
    return {
      type: 'yield',
      line,
      from: childrenOf(node).some(({ name }) => name === 'from'),
      value: yielded.length > 0 ? expressions(source, yielded) : null,
    }
  },
}

export function inner(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !'()[]{}'.includes(name))
}

export function starred(source: Source, group: readonly SyntaxNode[]): Expression {
  const [first, second] = group
  if (first?.name !== '*') return expression(source, first)
  return { type: 'star', line: source.line(first.from), value: expression(source, second) }
}

function numberOf(written: string): { readonly number: number; readonly whole: boolean } {
  const digits = written.replaceAll('_', '')
  // Python 2 writes octal numbers with a plain zero in front, such as the mode 0644.
  const octal = /^0[0-7]+$/.test(digits)
  const number = octal ? Number.parseInt(digits, 8) : Number(digits)
  return { number, whole: /^(?:\d+|0[xXoObB].*)$/.test(digits) }
}

function entriesOf(source: Source, node: SyntaxNode): readonly DictEntry[] {
  return split(inner(node), ',')
    .filter((group) => group.length > 0)
    .map((group) => entryOf(source, group))
}

function entryOf(source: Source, group: readonly SyntaxNode[]): DictEntry {
  const [first, second] = group
  if (first?.name === '**') return { key: null, value: expression(source, second) }
  return { key: expression(source, first), value: expression(source, group[2]) }
}

function call(source: Source, node: SyntaxNode, line: number): Expression {
  const [callee] = childrenOf(node)
  const list = childOf(node, 'ArgList')
  return { type: 'call', line, callee: expression(source, callee), arguments: argumentsOf(source, list) }
}

function argument(source: Source, group: readonly SyntaxNode[]): Argument {
  const [first, second, third] = group
  if (first?.name === '*' || first?.name === '**') {
    return { name: null, star: first.name, value: expression(source, second) }
  }
  const line = first ? source.line(first.from) : 0
  if (group.some(({ name }) => name === 'for')) {
    return { name: null, star: '', value: generated(source, 'generator', { nodes: group, line }) }
  }
  if (first && second?.name === 'AssignOp') {
    const name = sliceOf(source, first)
    const value = expression(source, third)
    if (sliceOf(source, second) === '=') return { name, star: '', value }
    return { name: null, star: '', value: { type: 'named', line, name, value } }
  }
  return { name: null, star: '', value: expression(source, first) }
}

function member(source: Source, node: SyntaxNode, line: number): Expression {
  const [object, mark, ...rest] = childrenOf(node)
  if (mark?.name === '[') return subscript(source, [object, rest], line)
  const property = rest[0]
  const name = property ? sliceOf(source, property) : ''
  return { type: 'attribute', line, object: expression(source, object), name }
}

function subscript(
  source: Source,
  [object, rest]: readonly [SyntaxNode | undefined, readonly SyntaxNode[]],
  line: number,
): Expression {
  const groups = split(
    rest.filter(({ name }) => name !== ']'),
    ',',
  )
  const indices = groups.filter((group) => group.length > 0).map((group) => index(source, group))
  const only = groups.length === 1 ? indices[0] : undefined
  return {
    type: 'subscript',
    line,
    object: expression(source, object),
    index: only ?? { type: 'tuple', line, items: indices },
  }
}

function index(source: Source, group: readonly SyntaxNode[]): Expression {
  const [start = [], stop, step = []] = split(group, ':')
  if (!stop) return expression(source, start[0])
  const line = group[0] ? source.line(group[0].from) : 0
  const part = ([node]: readonly SyntaxNode[]) => (node ? expression(source, node) : null)
  return { type: 'slice', line, start: part(start), stop: part(stop), step: part(step) }
}
