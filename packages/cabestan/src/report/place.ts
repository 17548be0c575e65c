import type { Place } from '../project/answer.ts'
import { harmless } from './text/text-width.ts'

/**
 * `shop/settings.py:23`, which editors and terminals turn into a link. A path from a stranger's repository is made
 * safe first.
 */
export function placeText({ file, line }: Place): string {
  return harmless(line === undefined ? file : `${file}:${line}`)
}
