import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'
import { parseUnitState, type UnitState } from './unit-state.ts'

export interface UnitReading extends UnitState {
  /** loaded, not-found, masked, bad-setting… */
  readonly load: string
  /** The unit's file on disk is newer than what systemd has loaded. */
  readonly stale: boolean
}

export async function readUnits(host: Host): Promise<Units> {
  return new Units(host)
}

/**
 * Units as systemd has them. All that is asked for in one go is asked of systemd at once: each call costs as
 * much as ten units.
 */
export class Units {
  readonly #host: Host
  readonly #asked = new Map<string, Promise<UnitReading>>()
  #batch: Batch | null = null

  constructor(host: Host) {
    this.#host = host
  }

  of(unit: string): Promise<UnitReading> {
    const asked = this.#asked.get(unit) ?? this.#ask(unit)
    this.#asked.set(unit, asked)
    return asked
  }

  async #ask(unit: string): Promise<UnitReading> {
    this.#batch ??= this.#open()
    const { units, readings } = this.#batch
    const place = units.push(unit) - 1
    return (await readings)[place] ?? unknown
  }

  #open(): Batch {
    const units: string[] = []
    const readings = new Promise((resolve) => setImmediate(resolve)).then(() => {
      this.#batch = null
      return showUnits(this.#host, units)
    })
    return { units, readings }
  }
}

interface Batch {
  readonly units: string[]
  readonly readings: Promise<UnitReading[]>
}

const unknown: UnitReading = { ...parseUnitState(''), load: 'not-found', stale: false }

const properties = 'LoadState,ActiveState,UnitFileState,MainPID,NRestarts,NeedDaemonReload'

/** systemctl answers one block per unit, in the order asked for, whatever other names a unit has. */
async function showUnits(host: Host, units: readonly string[]): Promise<UnitReading[]> {
  const output = await run(host, ['systemctl', 'show', `--property=${properties}`, '--', ...units])
  return output.split('\n\n').map(parseReading)
}

function parseReading(block: string): UnitReading {
  const load = /^LoadState=(.*)$/m.exec(block)?.[1] ?? ''
  return { ...parseUnitState(block), load, stale: /^NeedDaemonReload=yes$/m.test(block) }
}
