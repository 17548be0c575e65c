import type { SyntaxNode } from '@lezer/common'
import { argumentsOf, expression, expressions } from './parse-expression.ts'
import { patternOf, unread } from './parse-pattern.ts'
import { statements } from './parse-statement.ts'
import { childOf, childrenOf, rest, type Source, sliceOf, split } from './source.ts'
import type { Case, Expression, Handler, Statement } from './syntax.ts'

export function bodyOf(source: Source, node: SyntaxNode): readonly Statement[] {
  return bodyIn(source, childOf(node, 'Body'))
}

function bodyIn(source: Source, body: SyntaxNode | null | undefined): readonly Statement[] {
  return body ? statements(source, childrenOf(body)) : []
}

/** The body that follows a word such as `else`. Other bodies of the same statement come before that word. */
export function bodyAfter(source: Source, node: SyntaxNode, word: string): readonly Statement[] {
  const children = childrenOf(node)
  const at = children.findIndex(({ name }) => name === word)
  return at === -1
    ? []
    : bodyIn(
        source,
        children.slice(at).find(({ name }) => name === 'Body'),
      )
}

export function conditional(source: Source, node: SyntaxNode, line: number): Statement {
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

export function loop(source: Source, node: SyntaxNode, line: number): Statement {
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

export function attempt(source: Source, node: SyntaxNode, line: number): Statement {
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
  // In Python 2, `except A, e:` gives the exception a name; since 3.14, `except A, B:` names two exceptions.
  const two = name !== undefined && head.some((node) => node.name === ',') && /^[A-Z]/.test(name)
  return {
    line: source.line(mark.from),
    exception: two ? expressions(source, head) : exception ? expression(source, exception) : null,
    name: two || name === undefined ? null : name,
    body: bodyIn(source, body),
  }
}

export function within(source: Source, node: SyntaxNode, line: number): Statement {
  const head = rest(node).filter(({ name }) => name !== 'Body' && name !== 'with')
  const items = split(head, ',')
    .filter((group) => group.length > 0)
    .map((group) => {
      const [value = [], target] = split(group, 'as')
      return { value: expression(source, value[0]), target: target ? expression(source, target[0]) : null }
    })
  const [only] = items
  // The grammar takes several items in brackets for one tuple.
  const bracketed =
    items.length === 1 && only?.target === null && only.value.type === 'tuple' ? only.value : null
  const opened = bracketed ? bracketed.items.map((value) => ({ value, target: null })) : items
  return { type: 'with', line, items: opened, body: bodyOf(source, node) }
}

export function decorated(source: Source, node: SyntaxNode, line: number): Statement {
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

export function match(source: Source, node: SyntaxNode, line: number): Statement {
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
