import { structuredPatch } from 'diff'
import { harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

export interface TextPair {
  readonly before: string | null
  readonly after: string | null
}

/** A unified diff. Without position marks where the whole file is new or removed. */
export function diffLines(pair: TextPair, voice: Voice): string[] {
  const whole = pair.before === null || pair.after === null
  return hunksOf(pair).flatMap((hunk) => [
    ...(whole ? [] : [voice.paint.cyan(header(hunk))]),
    ...hunk.lines.map((line) => diffLine(line, voice)),
  ])
}

/** Counts lines that come and go, for people who do not want to see them all. */
export function diffCount(pair: TextPair): { added: number; removed: number } {
  const lines = hunksOf(pair).flatMap((hunk) => hunk.lines)
  const starting = (sign: string) => lines.filter((line) => line.startsWith(sign)).length
  return { added: starting('+'), removed: starting('-') }
}

function hunksOf({ before, after }: TextPair) {
  return structuredPatch('', '', before ?? '', after ?? '', '', '', { context: 3 }).hunks
}

function header(hunk: ReturnType<typeof hunksOf>[number]): string {
  return `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`
}

function diffLine(line: string, { paint, words }: Voice): string {
  if (line.startsWith('\\')) return paint.dim(`\\ ${words.plan.noLineEnd}`)
  const text = `${line[0] ?? ' '}${harmless(line.slice(1))}`
  if (text.startsWith('+')) return paint.green(text)
  return text.startsWith('-') ? paint.red(text) : paint.dim(text)
}
