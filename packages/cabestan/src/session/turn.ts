import { CabestanError } from '@cabestan/protocol/failures'
import type { Visit } from './servers/site.ts'

/**
 * Whoever would be refused for another's run is told before they have read what would change and agreed to it; and what
 * that run is in the middle of is no state to plan from.
 */
export async function assertTurn(
  { engine }: Pick<Visit, 'engine'>,
  wanted: 'deploy' | 'other',
): Promise<void> {
  const { holder } = await engine.call('turn', {})
  if (holder) throw new CabestanError('run.busy', { ...holder, wanted })
}
