import type { ExceptionValue } from '../../contract/event.ts'

/**
 * Made up by the SDK, and yet its value is what was said: JavaScript's and Rust's hang a message, or what was thrown
 * without being an error, on an exception that carries the stack. Of a signal's the value says nothing; where it has no
 * type either (DrKonqi), a crash that nobody handled is none the less no message.
 */
export function isSaid({ type, value, mechanism }: ExceptionValue, platform: string): boolean {
  if (!value) return false
  const isScript = platform === 'javascript' || platform === 'node'
  // Version 7 of the browser SDK does not mark it as made up.
  if (!mechanism?.isSynthetic) return isScript && type === null && mechanism === null
  return isScript || (type === null && mechanism.isHandled !== false) || mechanism.type === 'tracing'
}

/** Nothing was raised at all: it is a message with the stack of where it was sent. */
export function isMessage(exceptions: readonly ExceptionValue[], platform: string): boolean {
  const [only, ...others] = exceptions
  return only !== undefined && others.length === 0 && only.type === null && isSaid(only, platform)
}
