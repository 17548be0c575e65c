import type { SyntaxNode } from '@lezer/common'
import { attempt, bodyAfter, bodyOf, conditional, decorated, loop, match, within } from './parse-block.ts'
import { argumentsOf, expression, expressions, itemsOf } from './parse-expression.ts'
import { fromStatement, importStatement } from './parse-import.ts'
import { parameters } from './parse-parameters.ts'
import { childOf, childrenOf, nested, rest, type Source, sliceOf, split } from './source.ts'
import type { Expression, Statement } from './syntax.ts'

export function statements(source: Source, nodes: readonly SyntaxNode[]): readonly Statement[] {
  return nodes.flatMap((node) => {
    if (node.name === 'StatementGroup') return statements(source, childrenOf(node))
    const reader = readers[node.name]
    if (!reader) return []
    const line = source.line(node.from)
    return [nested(source, () => reader(source, node, line), { type: 'broken', line })]
  })
}

type Reader = (source: Source, node: SyntaxNode, line: number) => Statement

const readers: Readonly<Record<string, Reader>> = {
  ExpressionStatement: (source, node, line) => ({
    type: 'expression',
    line,
    value: expressions(source, childrenOf(node)),
  }),
  AssignStatement: assign,
  UpdateStatement: update,
  DeleteStatement: (source, node, line) => ({ type: 'delete', line, targets: itemsOf(source, rest(node)) }),
  ReturnStatement: (source, node, line) => ({ type: 'return', line, value: optional(source, rest(node)) }),
  RaiseStatement: (source, node, line) => ({ type: 'raise', line, exception: raised(source, node) }),
  YieldStatement: (source, node, line) => {
    const yielded = childrenOf(node).filter(({ name }) => name !== 'yield' && name !== 'from')
    return {
      type: 'expression',
      line,
      value: {
        type: 'yield',
        line,
        from: childrenOf(node).some(({ name }) => name === 'from'),
        value: optional(source, yielded),
      },
    }
  },
  PrintStatement: (source, node, line) => ({
    type: 'expression',
    line,
    value: {
      type: 'call',
      line,
      callee: { type: 'name', line, name: 'print' },
      arguments: itemsOf(source, rest(node)).map((value) => ({ name: null, star: '', value })),
    },
  }),
  ImportStatement: (source, node, line) =>
    childrenOf(node)[0]?.name === 'from'
      ? fromStatement(source, node, line)
      : importStatement(source, node, line),
  ScopeStatement: (source, node, line) => ({
    type: 'scope',
    line,
    names: rest(node)
      .filter(({ name }) => name === 'VariableName')
      .map((name) => sliceOf(source, name)),
  }),
  AssertStatement: (source, node, line) => ({
    type: 'assert',
    line,
    test: expression(source, childrenOf(node)[1]),
  }),
  TypeDefinition: (source, node, line) => {
    const name = childOf(node, 'VariableName')
    const value = expression(source, childrenOf(node).at(-1))
    return { type: 'alias', line, name: name ? sliceOf(source, name) : '', value }
  },
  PassStatement: (_source, _node, line) => ({ type: 'pass', line }),
  BreakStatement: (_source, _node, line) => ({ type: 'break', line }),
  ContinueStatement: (_source, _node, line) => ({ type: 'continue', line }),
  IfStatement: conditional,
  WhileStatement: (source, node, line) => ({
    type: 'while',
    line,
    test: expression(source, childrenOf(node)[1]),
    body: bodyOf(source, node),
    otherwise: bodyAfter(source, node, 'else'),
  }),
  ForStatement: loop,
  TryStatement: attempt,
  WithStatement: within,
  FunctionDefinition: (source, node, line) => ({
    type: 'function',
    line,
    name: nameOf(source, node),
    parameters: parameters(source, childOf(node, 'ParamList')),
    body: bodyOf(source, node),
    decorators: [],
  }),
  ClassDefinition: (source, node, line) => ({
    type: 'class',
    line,
    name: nameOf(source, node),
    arguments: argumentsOf(source, childOf(node, 'ArgList')),
    body: bodyOf(source, node),
    decorators: [],
  }),
  DecoratedStatement: decorated,
  MatchStatement: match,
}

function optional(source: Source, nodes: readonly SyntaxNode[]): Expression | null {
  return nodes.length > 0 ? expressions(source, nodes) : null
}

function nameOf(source: Source, node: SyntaxNode): string {
  const name = childOf(node, 'VariableName')
  return name ? sliceOf(source, name) : ''
}

function assign(source: Source, node: SyntaxNode, line: number): Statement {
  const children = childrenOf(node)
  const typed = childOf(node, 'TypeDef')
  const annotation = typed && expression(source, childrenOf(typed).at(-1))
  const groups = split(
    children.filter(({ name }) => name !== 'TypeDef'),
    'AssignOp',
  )
  const parts = groups.map((group) => expressions(source, group))
  if (parts.length === 1) return { type: 'assign', line, targets: parts, annotation, value: null }
  const value = parts.at(-1) ?? expression(source, null)
  return { type: 'assign', line, targets: parts.slice(0, -1), annotation, value }
}

function update(source: Source, node: SyntaxNode, line: number): Statement {
  const children = childrenOf(node)
  const at = children.findIndex(({ name }) => name === 'UpdateOp')
  const written = children[at]
  return {
    type: 'update',
    line,
    target: expressions(source, children.slice(0, at)),
    operator: written ? sliceOf(source, written).slice(0, -1) : '',
    value: expressions(source, children.slice(at + 1)),
  }
}

/** Python 2 also writes `raise A('text')` as `raise A, 'text'`. */
function raised(source: Source, node: SyntaxNode): Expression | null {
  const [exception, value] = split(rest(node), ',', 'from')
  if (!exception?.[0]) return null
  const callee = expression(source, exception[0])
  if (!value?.[0] || !childOf(node, ',')) return callee
  const given = expression(source, value[0])
  return { type: 'call', line: callee.line, callee, arguments: [{ name: null, star: '', value: given }] }
}
