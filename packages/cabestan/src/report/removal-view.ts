import type { RemovalPlan } from '@cabestan/protocol/plans'
import { shortId, stepLabel } from './step-label.ts'
import { harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

/** What goes and what stays, by name. */
export function removalLines(removal: RemovalPlan, done: boolean, voice: Voice): string[] {
  const { words, paint } = voice
  if (done) return [paint.green(words.removal.done)]
  return [
    ...list(
      words.removal.goes,
      removal.goes.map((each) => paint.red(`- ${nameOf(each, voice)}`)),
      voice,
    ),
    ...list(
      words.removal.stays,
      removal.stays.map((each) => `· ${nameOf(each, voice)}`),
      voice,
    ),
  ]
}

function list(title: string, lines: readonly string[], { words, paint }: Voice): string[] {
  const content = lines.length > 0 ? lines : [paint.dim(words.removal.nothing)]
  return [paint.bold(title), ...content.map((line) => `  ${line}`), '']
}

/** Step ids are put in words, paths stand for themselves. */
function nameOf(each: string, voice: Voice): string {
  const id = harmless(each)
  const label = stepLabel(id, voice)
  return label === id ? id : `${label} ${voice.paint.dim(`(${shortId(id)})`)}`
}
