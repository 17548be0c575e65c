import type { ExceptionValue } from '../../contract/event.ts'
import { typeName } from './type-name.ts'

/**
 * The lines around the error, whatever file and function they stand in: code that was moved, or whose function was
 * renamed, still finds its issue. Five lines, because one is often found twice (`user = User.objects.get(pk=pk)`).
 */
export function placeHash(exceptions: readonly ExceptionValue[]): readonly string[] | null {
  const frame = exceptions[0]?.frames.find(({ isInApp }) => isInApp)
  if (!frame?.source || frame.before.length < 2 || frame.after.length < 2) return null
  const lines = [...frame.before.slice(-2), frame.source, ...frame.after.slice(0, 2)].map((line) =>
    line.trim(),
  )
  const isTelling = lines.join('').length >= 80 && lines.filter((line) => line.length >= 8).length >= 3
  return isTelling ? [...exceptions.map(({ type }) => typeName(type)), ...lines] : null
}
