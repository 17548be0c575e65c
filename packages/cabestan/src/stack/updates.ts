import type { Step } from '@cabestan/protocol/steps'
import type { Situation } from './situation.ts'

export function updates({ configuration: { updates } }: Situation): Step[] {
  if (!updates.automatic) return []
  const { rebootAt } = updates
  return [
    {
      kind: 'unattended-upgrades',
      reason: 'updates.automatic',
      ...(rebootAt === null ? {} : { rebootAt }),
    },
  ]
}
