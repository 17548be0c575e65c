import { CabestanError } from '@cabestan/protocol/failures'
import type { Invocation } from '../invocation.ts'

/** A server is changed only if somebody said so: by `--yes`, or when asked. */
export async function consentTo(sentence: string, invocation: Invocation, preview = ''): Promise<boolean> {
  const { options, questions, report } = invocation
  if (options.yes) return true
  if (!questions.possible) throw new CabestanError('usage.confirmation', { preview })
  const yes = await questions.agree(sentence)
  if (!yes) report.note(report.voice.words.questions.declined)
  return yes
}
