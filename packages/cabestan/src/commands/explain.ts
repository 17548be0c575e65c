import { CabestanError } from '@cabestan/protocol/failures'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { exitCodes, type Invocation } from '../invocation.ts'
import { nearest } from '../nearest.ts'
import { explanation, explanations } from '../report/explanation.ts'
import { expectedSteps } from '../session/expected-steps.ts'
import { openSite } from '../session/site.ts'

/** Why steps are there; asks no server, so that it answers at once and anywhere. */
export async function run(invocation: Invocation): Promise<number> {
  const { words, report, options, out } = invocation
  const { configuration } = await openSite(invocation)
  const steps = matching(await expectedSteps(configuration, invocation.environment), words[0])
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

/** By the whole name that the plan shows, by its beginning, or by what it is about. */
function matching(steps: readonly Step[], word: string | undefined): readonly Step[] {
  if (word === undefined) return steps
  const ways = [
    (id: string) => id === word,
    (id: string) => id.startsWith(word),
    (id: string) => id.includes(word),
  ]
  for (const fits of ways) {
    const found = steps.filter((step) => fits(stepId(step)))
    if (found.length > 0) return found
  }
  const names = steps.flatMap((step) => [step.kind, stepId(step)])
  throw new CabestanError('usage.step', { word, nearest: nearest(word, names) ?? '' })
}
