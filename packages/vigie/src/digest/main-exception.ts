import type { ExceptionValue } from '../contract/event.ts'

/** A group that holds one kind of error only is known by that error. */
export function mainException(exceptions: readonly ExceptionValue[]): ExceptionValue | undefined {
  const first = exceptions[0]
  if (!first?.mechanism?.isGroup) return first
  const leaves = exceptions.filter(({ mechanism }) => !mechanism?.isGroup)
  return new Set(leaves.map(({ type }) => type)).size === 1 ? leaves[0] : first
}
