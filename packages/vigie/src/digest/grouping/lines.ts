import type { Outline } from '../outline.ts'
import { typeName } from './type-name.ts'

/**
 * The very statement that panicked, in one build: what it says besides may be of any words, `no tea for Ada`, and no
 * other statement stands on those lines. Elsewhere lines tell nothing: Go's errors bear the stack of whoever told of
 * them, one line for the whole program, and without a release nobody knows whether the lines have moved.
 */
export function linesOfPanic({ exceptions, platform, level, release }: Outline): readonly string[] | null {
  const [panic] = exceptions
  if (!panic || release === null || !isPanic(panic.type, platform, level)) return null
  const own = panic.frames.filter(({ isInApp }) => isInApp)
  if (!own[0]?.line) return null
  const lines = own.map(({ file, absolutePath, line }) => `${file ?? absolutePath ?? ''}:${line ?? ''}`)
  return [release, ...exceptions.map(({ type }) => typeName(type)), ...new Set(lines)]
}

/** Go's client calls them fatal, which nothing else is unless somebody says so. */
function isPanic(type: string | null, platform: string, level: string): boolean {
  return type === 'panic' || (platform === 'go' && level === 'fatal')
}
