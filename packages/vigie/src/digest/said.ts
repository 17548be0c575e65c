import type { ExceptionValue } from '../contract/event.ts'

/**
 * Made up by the SDK, and yet its value is what was said: JavaScript's and Rust's hang a message, or what was thrown
 * without being an error, on an exception that carries the stack. Of a signal's the value says nothing.
 */
export function isSaid({ type, value, mechanism }: ExceptionValue, platform: string): boolean {
  if (!mechanism?.isSynthetic || !value) return false
  return type === null || platform === 'javascript' || platform === 'node' || mechanism.type === 'tracing'
}

/** Nothing was raised at all: a message with the stack of where it was sent. */
export function isMessage(exceptions: readonly ExceptionValue[], platform: string): boolean {
  const [only, ...others] = exceptions
  return only !== undefined && others.length === 0 && only.type === null && isSaid(only, platform)
}
