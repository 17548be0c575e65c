import { CabestanError } from '@cabestan/protocol/failures'
import { ProgramName } from '@cabestan/protocol/names'
import type { Invocation } from '../invocation.ts'
import { runTask } from '../session/release/deployment.ts'
import { onApplications } from '../session/servers/application.ts'

/** All processes, or those that are named. */
export async function run(invocation: Invocation): Promise<number> {
  const processes = invocation.words.map(processNamed)
  return onApplications(invocation, (visit) => runTask(visit, 'restart', { owner: visit.owner, processes }))
}

function processNamed(word: string): string {
  if (ProgramName.safeParse(word).success) return word
  const values = { word: 'PROCESS', value: word, list: 'cabestan status' }
  throw new CabestanError('usage.value', { ...values, help: 'cabestan restart --help' })
}
