import type { Expression, Statement } from './syntax.ts'
import { argumentOf, dotted, expressionsOf, walk, walkExpressions, withInner } from './walk.ts'

export type Node = Expression | Statement
export type Call = Extract<Expression, { type: 'call' }>

/** Every statement and every expression in a body in the order of the text, the outer before the inner. */
export function nodesIn(body: readonly Statement[]): readonly Node[] {
  return walk(body).flatMap((statement) => [statement, ...expressionsOf(statement).flatMap(withInner)])
}

export function callsIn(body: readonly Statement[]): readonly Call[] {
  return walkExpressions(body).filter((node) => node.type === 'call')
}

/** `os.environ.get`, as the expression is written; '' for anything but a chain of names. */
export function nameOf(expression: Expression | undefined | null): string {
  return expression ? (dotted(expression) ?? '') : ''
}

/** The last name of a chain: `get` in `anything(…).get`. */
export function lastName(expression: Expression | undefined): string {
  return expression?.type === 'name' || expression?.type === 'attribute' ? expression.name : ''
}

export function argument(call: Call, position: number, name = ''): Expression | undefined {
  return argumentOf(call, name, position) ?? undefined
}

export function textOf(expression: Expression | undefined): string | null {
  return expression?.type === 'text' && !expression.bytes ? expression.text : null
}
