import { setFlagsFromString } from 'node:v8'
import { CabestanError } from '@cabestan/protocol/failures'

/**
 * A regular expression of a person's that cannot keep the server busy for ever: V8's own engine for those that
 * can be matched in linear time, which refuses the others.
 */
export function linearPattern(pattern: string): RegExp {
  const reason = isPattern(pattern) ? 'slow' : 'syntax'
  try {
    setFlagsFromString('--enable-experimental-regexp-engine')
    return new RegExp(pattern, 'l')
  } catch (cause) {
    throw new CabestanError('usage.pattern', { pattern, reason }, { cause })
  }
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern)
    return true
  } catch {
    return false
  }
}
