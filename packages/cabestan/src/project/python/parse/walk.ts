import type { Argument, Clause, Expression, Parameter, Pattern, Statement, TemplatePart } from './syntax.ts'

/** Every statement; those inside another one follow it. */
export function walk(body: readonly Statement[]): readonly Statement[] {
  return body.flatMap((statement) => [statement, ...walk(bodiesOf(statement).flat())])
}

/**
 * Statements that run when the module is imported: also those under `if`, `try`, `for` and `with`, but none of a
 * function.
 */
export function topLevel(body: readonly Statement[]): readonly Statement[] {
  return body.flatMap((statement) =>
    statement.type === 'function' || statement.type === 'class'
      ? [statement]
      : [statement, ...topLevel(bodiesOf(statement).flat())],
  )
}

/** Every expression of these statements and of those inside them, the outer before the inner. */
export function walkExpressions(body: readonly Statement[]): readonly Expression[] {
  return walk(body).flatMap((statement) => expressionsOf(statement).flatMap(withInner))
}

/** An expression and all of its parts. */
export function withInner(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(withInner)]
}

/** `a.b.c`, as it is written; null for anything but a dotted name. */
export function dotted(expression: Expression): string | null {
  if (expression.type === 'name') return expression.name
  if (expression.type !== 'attribute') return null
  const object = dotted(expression.object)
  return object === null ? null : `${object}.${expression.name}`
}

/** The argument with this name, or else the one at this position. */
export function argumentOf(
  call: { readonly arguments: readonly Argument[] },
  name: string,
  position?: number,
): Expression | null {
  const named = call.arguments.find((argument) => argument.name === name)
  if (named) return named.value
  if (position === undefined) return null
  const before = call.arguments.slice(0, position + 1)
  if (before.some(({ star, name }) => star !== '' || name !== null)) return null
  return before[position]?.value ?? null
}

function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.type) {
    case 'if':
      return [...statement.branches.map(({ body }) => body), statement.otherwise]
    case 'while':
    case 'for':
      return [statement.body, statement.otherwise]
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.otherwise,
        statement.finally,
      ]
    case 'with':
    case 'function':
    case 'class':
      return [statement.body]
    case 'match':
      return statement.cases.map(({ body }) => body)
    default:
      return []
  }
}

/** The expressions of the statement itself, without those of statements inside it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.type) {
    case 'expression':
    case 'alias':
      return [statement.value]
    case 'assign':
      return present([...statement.targets, statement.annotation, statement.value])
    case 'update':
      return [statement.target, statement.value]
    case 'delete':
      return statement.targets
    case 'return':
      return present([statement.value])
    case 'raise':
      return present([statement.exception])
    case 'assert':
    case 'while':
      return [statement.test]
    case 'if':
      return statement.branches.map(({ test }) => test)
    case 'for':
      return [statement.target, statement.iterable]
    case 'try':
      return present(statement.handlers.map(({ exception }) => exception))
    case 'with':
      return present(statement.items.flatMap(({ value, target }) => [value, target]))
    case 'function':
      return [...statement.decorators, ...inParameters(statement.parameters)]
    case 'class':
      return [...statement.decorators, ...statement.arguments.map(({ value }) => value)]
    case 'match':
      return [
        statement.subject,
        ...present(statement.cases.flatMap(({ pattern, guard }) => [...inPattern(pattern), guard])),
      ]
    default:
      return []
  }
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'template':
      return inTemplate(expression.parts)
    case 'attribute':
      return [expression.object]
    case 'subscript':
      return [expression.object, expression.index]
    case 'slice':
      return present([expression.start, expression.stop, expression.step])
    case 'call':
      return [expression.callee, ...expression.arguments.map(({ value }) => value)]
    case 'list':
    case 'tuple':
    case 'set':
      return expression.items
    case 'dict':
      return present(expression.entries.flatMap(({ key, value }) => [key, value]))
    case 'comprehension':
      return present([expression.key, expression.element, ...expression.clauses.flatMap(inClause)])
    case 'binary':
    case 'and':
    case 'or':
      return [expression.left, expression.right]
    case 'compare':
      return [expression.first, ...expression.rest.map(({ right }) => right)]
    case 'unary':
      return [expression.operand]
    case 'conditional':
      return [expression.test, expression.ifTrue, expression.ifFalse]
    case 'lambda':
      return [...inParameters(expression.parameters), expression.body]
    case 'named':
    case 'star':
    case 'await':
      return [expression.value]
    case 'yield':
      return present([expression.value])
    default:
      return []
  }
}

function inTemplate(parts: readonly TemplatePart[]): readonly Expression[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value, ...inTemplate(part.spec)]))
}

function inClause({ target, iterable, conditions }: Clause): readonly Expression[] {
  return [target, iterable, ...conditions]
}

function inParameters(parameters: readonly Parameter[]): readonly Expression[] {
  return present(parameters.flatMap(({ annotation, default: otherwise }) => [annotation, otherwise]))
}

function inPattern(pattern: Pattern): readonly Expression[] {
  if (pattern.type === 'value') return [pattern.value]
  if (pattern.type === 'sequence') return pattern.items.flatMap(inPattern)
  return pattern.type === 'or' ? pattern.of.flatMap(inPattern) : []
}

function present(expressions: readonly (Expression | null)[]): readonly Expression[] {
  return expressions.filter((expression) => expression !== null)
}
