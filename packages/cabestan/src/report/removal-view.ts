import type { RemovalPlan } from '@cabestan/protocol/plans'
import { shortId, stepLabel } from './step-label.ts'
import { harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

interface Removal {
  readonly plan: RemovalPlan
  readonly done: boolean
}

/** What is removed and what stays, by name; ids are only shown on request. */
export function removalLines({ plan, done }: Removal, voice: Voice, verbose: boolean): string[] {
  const { words, paint } = voice
  if (done) return [paint.green(words.removal.done)]
  return [
    ...list(
      words.removal.goes,
      plan.goes.map((each) => paint.red(`- ${nameOf(each, voice, verbose)}`)),
      voice,
    ),
    ...list(
      words.removal.stays,
      plan.stays.map((each) => `· ${nameOf(each, voice, verbose)}`),
      voice,
    ),
  ]
}

function list(title: string, lines: readonly string[], { words, paint }: Voice): string[] {
  const content = lines.length > 0 ? lines : [paint.dim(words.removal.nothing)]
  return [paint.bold(title), ...content.map((line) => `  ${line}`), '']
}

/** Ids of steps are put into words, while paths stand for themselves. */
function nameOf(each: string, voice: Voice, verbose: boolean): string {
  const id = harmless(each)
  const label = stepLabel(id, voice)
  return label === id || !verbose ? label : `${label} ${voice.paint.dim(`(${shortId(id)})`)}`
}
