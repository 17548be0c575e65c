import type { Place } from '../project/answer.ts'
import { harmless } from './text/text-width.ts'

/** `shop/settings.py:23`, as editors and terminals make it a link. A path of somebody's repository is no safe text. */
export function placeText({ file, line }: Place): string {
  return harmless(line === undefined ? file : `${file}:${line}`)
}
