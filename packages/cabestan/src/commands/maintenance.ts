import { CabestanError } from '@cabestan/protocol/failures'
import type { Invocation } from '../invocation.ts'
import { onApplications } from '../session/servers/application.ts'
import { whoWeAre } from '../session/who-we-are.ts'

/** Works through a file that nginx looks for at each request: at once, and without a reload. */
export async function run(invocation: Invocation): Promise<number> {
  const on = isOn(invocation.words[0])
  return onApplications(invocation, async ({ server, engine, owner }) => {
    const answer = await engine.call('maintenance', { owner, on, by: whoWeAre() })
    invocation.report.result(server, answer, (said, { words, paint }) => [
      paint.sentence(said.on ? words.status.maintenanceOn : words.status.maintenanceOff),
    ])
  })
}

function isOn(word: string | undefined): boolean {
  if (word === 'on' || word === 'off') return word === 'on'
  const values = {
    word: 'on|off',
    value: word ?? '',
    choices: 'on, off',
    help: 'cabestan maintenance --help',
  }
  throw new CabestanError(word === undefined ? 'usage.argument-missing' : 'usage.value', values)
}
