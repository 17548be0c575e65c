import type { Result } from '@cabestan/protocol/messages'
import { aligned } from './tables.ts'
import { harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

/** Names of variables, where each comes from, and which are not in force yet. */
export function environmentLines(keys: Result<'environment'>['keys'], { words, paint }: Voice): string[] {
  const { from, pending, none } = words.environment
  if (keys.length === 0) return [paint.dim(none)]
  return aligned(
    keys.map((each) => [
      paint.bold(harmless(each.key)),
      paint.dim(from[each.from]),
      each.pending === null ? '' : paint.yellow(pending[each.pending]),
    ]),
  )
}
