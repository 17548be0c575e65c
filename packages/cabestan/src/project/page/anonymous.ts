import { argument, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Comparison, Expression } from '../python/parse/syntax.ts'
import type { Value } from '../python/values.ts'

type Values = ReadonlyMap<string, Value>
/** What is known about whether local names are true. */
export type Truths = ReadonlyMap<string, boolean | null>

const nothingKnown: Truths = new Map()

/** Whether a test holds for an anonymous GET without parameters, in production; null where it cannot be told. */
export function truthOfTest(test: Expression, values: Values, truths: Truths = nothingKnown): boolean | null {
  const inside = (part: Expression) => truthOfTest(part, values, truths)
  switch (test.type) {
    case 'boolean':
      return test.boolean
    case 'none':
      return false
    case 'text':
      return test.text !== ''
    case 'number':
      return test.number !== 0
    case 'unary':
      return test.operator === 'not' ? negated(inside(test.operand)) : null
    case 'and':
      return allOf(inside(test.left), inside(test.right))
    case 'or':
      return negated(allOf(negated(inside(test.left)), negated(inside(test.right))))
    case 'compare':
      return compared(test.first, test.rest[0], inside)
    case 'call':
      return isAsked(test) ? false : visitor(lastName(test.callee))
    case 'subscript':
      return null
    default:
      return named(nameOf(test), values, truths)
  }
}

/** Parts of a request that are empty if the visitor only asked for the page. */
export function isAsked(expression: Expression): boolean {
  if (expression.type !== 'call') return isParameters(expression)
  const { callee } = expression
  if (callee.type !== 'attribute') return false
  const otherwise = argument(expression, 1)
  const empty = !otherwise || otherwise.type === 'none' || textOf(otherwise) === ''
  if (callee.name === 'get' || callee.name === 'getlist') return isParameters(callee.object) && empty
  return callee.name === 'is_ajax' || callee.name === 'has_perm'
}

export function isParameters(expression: Expression): boolean {
  return /(?:^|\.)request\.(?:GET|POST|FILES|session|COOKIES|htmx|data|query_params)$/.test(
    nameOf(expression),
  )
}

function negated(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth
}

function allOf(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false
  return left === null || right === null ? null : true
}

function named(name: string, values: Values, truths: Truths): boolean | null {
  const known = truths.get(name)
  if (known !== undefined) return known
  if (/(?:^|\.)request\.(?:GET|POST|FILES|session|COOKIES|htmx|data|query_params)$/.test(name)) return false
  const [, setting] = /(?:^|\.)settings\.([A-Z]\w*)$/.exec(name) ?? []
  if (setting !== undefined) return setting === 'DEBUG' ? false : truthOfValue(values.get(setting))
  return visitor(name.slice(name.lastIndexOf('.') + 1))
}

function visitor(attribute: string): boolean | null {
  if (/^is_(?:authenticated|staff|superuser)$/.test(attribute)) return false
  return attribute === 'is_anonymous' ? true : null
}

function compared(
  first: Expression,
  rest: Comparison | undefined,
  inside: (part: Expression) => boolean | null,
): boolean | null {
  if (!rest) return null
  const equal = /^(?:==|in|is)$/.test(rest.operator)
  if (lastName(first) === 'method') return methodIs(rest.right, equal)
  if (rest.operator.endsWith('in')) return isParameters(rest.right) ? !equal : null
  const nothing = rest.right.type === 'none' && inside(first) === false
  return nothing && (isAsked(first) || first.type === 'name') ? equal : null
}

function methodIs(right: Expression, equal: boolean): boolean | null {
  const methods = right.type === 'text' ? [right] : 'items' in right ? right.items : []
  if (methods.length === 0) return null
  return methods.some((method) => textOf(method) === 'GET') === equal
}

function truthOfValue(value: Value | undefined): boolean | null {
  if (value?.type === 'boolean') return value.boolean
  if (value?.type === 'none') return false
  if (value?.type === 'text') return value.text !== ''
  if (value?.type === 'list') return value.open ? null : value.items.length > 0
  return null
}
