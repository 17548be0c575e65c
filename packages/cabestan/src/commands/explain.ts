import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { exitCodes, type Invocation } from '../invocation.ts'
import { explanation, explanations, partLabel } from '../report/explanation.ts'
import { stepLabel } from '../report/step-label.ts'
import type { Voice } from '../report/voice.ts'
import { expectedSteps } from '../session/servers/expected-steps.ts'
import { openSite } from '../session/servers/site.ts'

/** Why steps are there. It asks no server, so it answers at once and anywhere. */
export async function run(invocation: Invocation): Promise<number> {
  const { words, report, options, out } = invocation
  const { configuration } = await openSite(invocation)
  const steps = matching(await expectedSteps(configuration, invocation.environment), words[0], report.voice)
  const lines = options.json
    ? steps.map((step) => JSON.stringify(step))
    : explained(steps, words[0], invocation)
  out.write(lines.map((line) => `${line}\n`).join(''))
  report.close()
  return exitCodes.done
}

function explained(steps: readonly Step[], word: string | undefined, { report }: Invocation): string[] {
  if (word === undefined) return explanations(steps, report.voice)
  return steps.flatMap((step, index) => [...(index > 0 ? [''] : []), ...explanation(step, report.voice)])
}

/**
 * Finds a step by its full id as in the plan, by the beginning of it, by its subject, or by its title on this page.
 */
function matching(steps: readonly Step[], word: string | undefined, voice: Voice): readonly Step[] {
  if (word === undefined) return steps
  const said = plain(word)
  const ways: ((step: Step) => boolean)[] = [
    (step) => stepId(step) === word,
    (step) => stepId(step).startsWith(word),
    (step) => stepId(step).includes(word),
    (step) => plain(partLabel(step, voice)) === said,
    (step) => plain(stepLabel(stepId(step), voice)).includes(said),
    (step) => plain(partLabel(step, voice)).includes(said),
  ]
  for (const fits of ways) {
    const found = steps.filter(fits)
    if (found.length > 0) return found
  }
  const names = steps.flatMap((step) => [step.kind, stepId(step), partLabel(step, voice)])
  throw new CabestanError('usage.step', { word, ...suggestion(word, names) })
}

/** Capitals and accents are ignored, because nobody types them in a terminal. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}
