import type { Step } from '@cabestan/protocol/steps'
import { supervisorOverride } from '../render/supervisor.ts'

/** Before the packages: supervisor then starts with it, and systemd reads it together with what its package brings. */
export const supervisorUnit: Step = {
  kind: 'drop-in',
  reason: 'supervisor.unit',
  unit: 'supervisor.service',
  name: 'cabestan',
  // Both settings matter when supervisor stops, so no restart is needed to learn them.
  content: supervisorOverride(),
}

export function processes(): Step[] {
  return [
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
