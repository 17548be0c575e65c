import type { SyntaxNode } from '@lezer/common'
import { argumentsOf, expression, expressions, itemsOf } from './parse-expression.ts'
import { fromStatement, importStatement } from './parse-import.ts'
import { parameters } from './parse-parameters.ts'
import { patternOf, unread } from './parse-pattern.ts'
import { childOf, childrenOf, nested, type Source, sliceOf, split } from './source.ts'
import type { Case, Expression, Handler, Statement } from './syntax.ts'

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
    return { type: 'expression', line, value: { type: 'yield', line, value: optional(source, yielded) } }
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

function rest(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).slice(1)
}

function optional(source: Source, nodes: readonly SyntaxNode[]): Expression | null {
  return nodes.length > 0 ? expressions(source, nodes) : null
}

function nameOf(source: Source, node: SyntaxNode): string {
  const name = childOf(node, 'VariableName')
  return name ? sliceOf(source, name) : ''
}

function bodyOf(source: Source, node: SyntaxNode): readonly Statement[] {
  return bodyIn(source, childOf(node, 'Body'))
}

function bodyIn(source: Source, body: SyntaxNode | null | undefined): readonly Statement[] {
  return body ? statements(source, childrenOf(body)) : []
}

/** The body behind a word such as `else`; bodies of their own stand before it. */
function bodyAfter(source: Source, node: SyntaxNode, word: string): readonly Statement[] {
  const children = childrenOf(node)
  const at = children.findIndex(({ name }) => name === word)
  return at === -1
    ? []
    : bodyIn(
        source,
        children.slice(at).find(({ name }) => name === 'Body'),
      )
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

/** `raise A, 'text'` of Python 2 is `raise A('text')`. */
function raised(source: Source, node: SyntaxNode): Expression | null {
  const [exception, value] = split(rest(node), ',', 'from')
  if (!exception?.[0]) return null
  const callee = expression(source, exception[0])
  if (!value?.[0] || !childOf(node, ',')) return callee
  const given = expression(source, value[0])
  return { type: 'call', line: callee.line, callee, arguments: [{ name: null, star: '', value: given }] }
}

function conditional(source: Source, node: SyntaxNode, line: number): Statement {
  const groups = split(childrenOf(node), 'if', 'elif', 'else').slice(1)
  const chained = childOf(node, 'else') ? groups.slice(0, -1) : groups
  return {
    type: 'if',
    line,
    branches: chained.map((group) => ({
      test: expression(
        source,
        group.find(({ name }) => name !== 'Body'),
      ),
      body: bodyIn(
        source,
        group.find(({ name }) => name === 'Body'),
      ),
    })),
    otherwise: bodyAfter(source, node, 'else'),
  }
}

function loop(source: Source, node: SyntaxNode, line: number): Statement {
  const children = childrenOf(node).filter(({ name }) => name !== 'async' && name !== 'for')
  const body = children.findIndex(({ name }) => name === 'Body')
  const [target = [], iterable = []] = split(children.slice(0, body === -1 ? undefined : body), 'in')
  return {
    type: 'for',
    line,
    target: expressions(source, target),
    iterable: expressions(source, iterable),
    body: bodyOf(source, node),
    otherwise: bodyAfter(source, node, 'else'),
  }
}

function attempt(source: Source, node: SyntaxNode, line: number): Statement {
  const groups = split(childrenOf(node), 'except', 'else', 'finally')
  const marks = childrenOf(node).filter(({ name }) => ['except', 'else', 'finally'].includes(name))
  return {
    type: 'try',
    line,
    body: bodyOf(source, node),
    handlers: marks.flatMap((mark, at) =>
      mark.name === 'except' ? [handler(source, mark, groups[at + 1] ?? [])] : [],
    ),
    otherwise: bodyAfter(source, node, 'else'),
    finally: bodyAfter(source, node, 'finally'),
  }
}

function handler(source: Source, mark: SyntaxNode, group: readonly SyntaxNode[]): Handler {
  const body = group.find(({ name }) => name === 'Body')
  const head = group.filter(({ name }) => name !== 'Body' && name !== '*')
  const [[exception] = [], [second] = []] = split(head, 'as', ',')
  const name = second && sliceOf(source, second)
  // `except A, e:` names the exception in Python 2; `except A, B:` are two exceptions from 3.14 on.
  const two = name !== undefined && head.some((node) => node.name === ',') && /^[A-Z]/.test(name)
  return {
    line: source.line(mark.from),
    exception: two ? expressions(source, head) : exception ? expression(source, exception) : null,
    name: two || name === undefined ? null : name,
    body: bodyIn(source, body),
  }
}

function within(source: Source, node: SyntaxNode, line: number): Statement {
  const head = rest(node).filter(({ name }) => name !== 'Body' && name !== 'with')
  const items = split(head, ',')
    .filter((group) => group.length > 0)
    .map((group) => {
      const [value = [], target] = split(group, 'as')
      return { value: expression(source, value[0]), target: target ? expression(source, target[0]) : null }
    })
  const [only] = items
  // In brackets they are several; the grammar takes them for one tuple.
  const bracketed =
    items.length === 1 && only?.target === null && only.value.type === 'tuple' ? only.value : null
  const opened = bracketed ? bracketed.items.map((value) => ({ value, target: null })) : items
  return { type: 'with', line, items: opened, body: bodyOf(source, node) }
}

function decorated(source: Source, node: SyntaxNode, line: number): Statement {
  const children = childrenOf(node)
  const definition = children.filter(({ name }) => name !== 'Decorator')
  const [defined] = statements(source, definition)
  const decorators = children
    .filter(({ name }) => name === 'Decorator')
    .map((decorator) => decoratorOf(source, decorator))
  if (defined?.type !== 'function' && defined?.type !== 'class') return { type: 'broken', line }
  return { ...defined, decorators }
}

function decoratorOf(source: Source, node: SyntaxNode): Expression {
  const line = source.line(node.from)
  const names = childrenOf(node).filter(({ name }) => name === 'VariableName')
  const [first, ...others] = names.map((name) => sliceOf(source, name))
  let callee: Expression = { type: 'name', line, name: first ?? '' }
  for (const name of others) callee = { type: 'attribute', line, object: callee, name }
  const list = childOf(node, 'ArgList')
  return list ? { type: 'call', line, callee, arguments: argumentsOf(source, list) } : callee
}

function match(source: Source, node: SyntaxNode, line: number): Statement {
  const body = childOf(node, 'MatchBody')
  const clauses = body ? childrenOf(body).filter(({ name }) => name === 'MatchClause') : []
  return {
    type: 'match',
    line,
    subject: expression(source, childrenOf(node)[1]),
    cases: clauses.map((clause) => caseOf(source, clause)),
  }
}

function caseOf(source: Source, clause: SyntaxNode): Case {
  const guard = childOf(clause, 'Guard')
  const patterns = rest(clause).filter(({ name }) => name !== 'Guard' && name !== 'Body')
  return {
    line: source.line(clause.from),
    pattern: patterns.length === 1 ? patternOf(source, patterns[0]) : unread(source, ...patterns),
    guard: guard && expression(source, childrenOf(guard)[1]),
    body: bodyOf(source, clause),
  }
}
