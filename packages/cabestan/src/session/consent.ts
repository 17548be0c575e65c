import { CabestanError } from '@cabestan/protocol/failures'
import type { Invocation, Options } from '../invocation.ts'
import { fill } from '../report/text/sentence.ts'
import type { Site } from './servers/site.ts'

/** A server is changed only if somebody agreed to it, by `--yes` or when asked. */
export async function consentTo(sentence: string, invocation: Invocation, preview = ''): Promise<boolean> {
  const { options, questions, report } = invocation
  if (options.yes) return true
  if (!questions.possible) throw new CabestanError('usage.confirmation', { say: '--yes', preview })
  const yes = await questions.agree(sentence)
  if (!yes) report.note(report.voice.words.questions.declined)
  return yes
}

/** Where people's data would be lost for good, only typing the application's name counts as a yes. */
export async function consentToLoss(
  sentence: string,
  { configuration, invocation }: Pick<Site, 'configuration' | 'invocation'>,
  help: string,
): Promise<boolean> {
  const { options, questions, report } = invocation
  const { name } = configuration
  if (options.yes && options.confirm !== undefined) return isConfirmed(options.confirm, name, help)
  if (!questions.possible) throw unconfirmed(options, name)
  const refuse = (typed: string) =>
    typed === name || typed === '' ? undefined : fill(report.voice.words.questions.notThatName, { name })
  const typed = await questions.text({ sentence, hint: name, refuse })
  if (typed !== name) report.note(report.voice.words.questions.declined)
  return typed === name
}

/** Asks only for what is missing, so that nobody has to agree twice. */
function unconfirmed({ yes, confirm }: Options, name: string): CabestanError {
  const wanted = [...(yes ? [] : ['--yes']), ...(confirm === undefined ? [`--confirm ${name}`] : [])]
  const values = confirm === undefined ? { name } : {}
  return new CabestanError('usage.confirmation', { say: wanted.join(' '), ...values })
}

function isConfirmed(typed: string, name: string, help: string): boolean {
  if (typed === name) return true
  throw new CabestanError('usage.value', { word: '--confirm', value: typed, choices: name, help })
}
