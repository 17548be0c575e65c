import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

export interface UnitState {
  /** active, inactive, failed, activating… */
  readonly active: string
  /** enabled, disabled, static… */
  readonly enabled: string
  readonly mainPid: number
  readonly restarts: number
}

const properties = '--property=ActiveState,UnitFileState,MainPID,NRestarts'

export async function readUnitState(host: Host, unit: string): Promise<UnitState> {
  return parseUnitState(await run(host, ['systemctl', 'show', properties, unit]))
}

export function parseUnitState(show: string): UnitState {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(show)?.[1] ?? ''
  return {
    active: value('ActiveState'),
    enabled: value('UnitFileState'),
    mainPid: Number(value('MainPID')),
    restarts: Number(value('NRestarts')),
  }
}

/** Units that a generator made, or that another unit starts, have no such state in their own file. */
export function startsByItself({ enabled }: UnitState): boolean {
  return ['enabled', 'enabled-runtime', 'alias', 'indirect', 'static', 'generated'].includes(enabled)
}
