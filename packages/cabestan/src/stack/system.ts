import type { Facts } from '@cabestan/protocol/facts'
import type { Step } from '@cabestan/protocol/steps'
import { boundOfLogs, lookAtLogs } from '../render/logrotate.ts'
import type { Situation } from './situation.ts'

export function system({ configuration, facts }: Situation): Step[] {
  return [
    { kind: 'time-zone', reason: 'system.time-zone', zone: configuration.timeZone },
    ...(swapMegabytes(configuration.swap, facts) === 0 ? [] : [swappiness]),
    ...logs(),
  ]
}

/** Its name makes it the first to be read. */
function logs(): Step[] {
  return [
    { kind: 'logrotate', reason: 'system.logs', name: '00-cabestan', content: boundOfLogs() },
    {
      kind: 'drop-in',
      reason: 'system.logs-timer',
      unit: 'logrotate.timer',
      name: 'cabestan',
      content: lookAtLogs(),
    },
  ]
}

const swappiness: Step = {
  kind: 'sysctl',
  reason: 'system.swappiness',
  name: '60-cabestan-swap',
  settings: { 'vm.swappiness': '10' },
}

export function locale({ configuration }: Situation): Step {
  return { kind: 'locale', reason: 'system.locale', locale: configuration.locale }
}

export function swap({ configuration, facts }: Situation): Step[] {
  const megabytes = swapMegabytes(configuration.swap, facts)
  return megabytes === 0 ? [] : [{ kind: 'swap', reason: 'system.swap', path: '/swapfile', megabytes }]
}

/**
 * Decided by what never changes, memory and disk, and not by how much swap there is: ours would count there
 * after the first run. A container has the swap of its host.
 */
function swapMegabytes(wanted: 'auto' | 'off' | number, { system, memoryMegabytes, disk }: Facts): number {
  if (wanted === 'off') return 0
  if (wanted !== 'auto') return wanted
  if (system.container || memoryMegabytes >= smallMemory) return 0
  const size = memoryMegabytes < aboutOneGigabyte ? 1024 : 2048
  return size * smallestShareOfDisk > disk.totalMegabytes ? 0 : size
}

const smallMemory = 2048
/** The kernel keeps some of the rented memory for itself; the boundary lies where no rented machine does. */
const aboutOneGigabyte = 1280
const smallestShareOfDisk = 5
