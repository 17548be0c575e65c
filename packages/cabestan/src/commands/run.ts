import { CabestanError } from '@cabestan/protocol/failures'
import type { Invocation } from '../invocation.ts'
import { inApplication } from '../session/servers/inside.ts'

/** Runs any command in the application's environment and passes on its exit code. */
export async function run(invocation: Invocation): Promise<number> {
  const command = [...invocation.words, ...invocation.rest]
  if (command.length > 0) return inApplication(command, invocation)
  throw new CabestanError('usage.argument-missing', { word: '-- COMMAND', help: 'cabestan run --help' })
}
