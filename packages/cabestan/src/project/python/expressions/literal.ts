import { parsePython } from '../parse/parse.ts'
import type { Expression } from '../parse/syntax.ts'
import type { Frame, Thing } from '../things/thing.ts'
import { fold } from './fold.ts'

const longest = 10_000

/** The result of `ast.literal_eval` for a text; null where it is not a literal. */
export function literalIn(frame: Frame, text: string): Thing | null {
  if (text.length > longest) return null
  const { body, broken } = parsePython(text.trim(), '')
  const [only, ...others] = body
  if (only?.type !== 'expression' || others.length > 0 || broken.length > 0) return null
  return isLiteral(only.value) ? fold(frame, only.value) : null
}

function isLiteral(expression: Expression): boolean {
  switch (expression.type) {
    case 'text':
    case 'number':
    case 'boolean':
    case 'none':
      return true
    case 'list':
    case 'tuple':
    case 'set':
      return expression.items.every(isLiteral)
    case 'dict':
      return expression.entries.every(({ key, value }) => key !== null && isLiteral(key) && isLiteral(value))
    case 'unary':
      return expression.operator === '-' && isLiteral(expression.operand)
    default:
      return false
  }
}
