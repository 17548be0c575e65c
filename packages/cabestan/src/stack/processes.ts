import type { Step } from '@cabestan/protocol/steps'
import { supervisorOverride } from '../render/supervisor.ts'

export function processes(): Step[] {
  return [
    {
      kind: 'drop-in',
      reason: 'supervisor.unit',
      unit: 'supervisor.service',
      name: 'cabestan',
      // Both settings matter when supervisor stops, so no restart is needed to learn them.
      content: supervisorOverride(),
    },
    {
      kind: 'service',
      reason: 'supervisor.service',
      unit: 'supervisor.service',
      enabled: true,
      running: true,
      ports: [],
    },
  ]
}
