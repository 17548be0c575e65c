import type { Frame } from '../../contract/event.ts'
import type { Outline } from '../outline.ts'
import { isNumbered } from '../stack/nameless.ts'
import { typeName } from './type-name.ts'

/**
 * The very statement that panicked, in one build: what it says besides may be of any words, `no tea for Ada`, and no
 * other statement stands on its line. Elsewhere lines tell nothing: Go's errors bear the stack of whoever told of
 * them, one line for the whole program, and without a release nobody knows whether the lines have moved.
 */
export function linesOfPanic(outline: Outline): readonly string[] | null {
  const { exceptions, release } = outline
  if (release === null || !isPanic(outline)) return null
  const own = framesOf(outline).filter(({ isInApp }) => isInApp)
  const statement = own.slice(0, own.findIndex(({ function: name }) => !isNumbered(name ?? '')) + 1)
  if (!statement[0]?.line) return null
  const types = exceptions.map(({ type }) => typeName(type))
  const lines = statement.map(({ file, absolutePath, line }) => `${file ?? absolutePath ?? ''}:${line ?? ''}`)
  return [release, ...types, ...lines, ...new Set(own.map(({ function: name }) => name ?? ''))]
}

/**
 * Go's client marks a panic as fatal, which nothing else is unless somebody says so; thrown text arrives as a
 * message.
 */
function isPanic({ exceptions, platform, level, message }: Outline): boolean {
  if (exceptions[0]?.type === 'panic') return true
  return platform === 'go' && level === 'fatal' && (exceptions.length > 0 || message !== null)
}

function framesOf({ exceptions, threads }: Outline): readonly Frame[] {
  const of = exceptions.length > 0 ? exceptions.slice(0, 1) : threads
  return of.find(({ frames }) => frames.length > 0)?.frames ?? []
}
