import { CabestanError } from '@cabestan/protocol/failures'
import { readListeners } from '../facts/listeners.ts'
import { readUnitState } from '../facts/unit-state.ts'
import type { ExecResult, Host } from '../host/host.ts'
import { endOf, outputOf } from '../host/run.ts'

export interface Start {
  readonly unit: string
  readonly verb: 'start' | 'restart'
  readonly ports?: readonly number[]
}

/** Longer than any unit may take to start or stop by itself. */
const timeoutMs = 300_000
/** A unit that starts and then crashes does so within this time. */
const momentMs = 300

/** Starts it and makes sure that it stays up; explains why where it does not. */
export async function startUnit(host: Host, start: Start): Promise<void> {
  const result = await beginUnit(host, start)
  if (!(await staysUp(host, start.unit))) throw await failure(host, start, result)
}

/** Starts it, and leaves it to the caller to see that it stays up; explains why where it does not start. */
export async function beginUnit(host: Host, start: Start): Promise<ExecResult> {
  // systemd does not start a unit that failed too often in a row before this.
  await host.exec(['systemctl', 'reset-failed', start.unit])
  const result = await host.exec(['systemctl', start.verb, start.unit], { timeoutMs })
  if (result.code !== 0) throw await failure(host, start, result)
  return result
}

async function staysUp(host: Host, unit: string): Promise<boolean> {
  const before = await readUnitState(host, unit)
  await host.clock.sleep(momentMs)
  const after = await readUnitState(host, unit)
  return [before, after].every(isRunning) && before.restarts === after.restarts
}

/** If it crashes later than after a moment, only the next look sees that it does not run. */
export async function whyDown(host: Host, start: Omit<Start, 'verb'>): Promise<CabestanError | null> {
  const state = await readUnitState(host, start.unit)
  return isRunning(state) ? null : failure(host, start)
}

export function isRunning({ active }: { active: string }): boolean {
  return active === 'active' || active === 'reloading'
}

async function failure(
  host: Host,
  { unit, ports = [] }: Omit<Start, 'verb'>,
  result?: ExecResult,
): Promise<CabestanError> {
  const service = unit.replace(/\.service$/, '')
  const taken = await holderOf(host, ports)
  const journal = ['journalctl', '--no-pager', '--output=cat', '--lines=20', `--unit=${unit}`] as const
  const said = await outputOf(host, journal)
  const ended = result ? { exitCode: result.code } : {}
  const detail = { ...ended, tail: endOf(`${result?.stderr ?? ''}${said}`, 30) }
  if (taken) return new CabestanError('port.taken', { ...taken, service }, { detail })
  return new CabestanError('service.failed', { service }, { detail })
}

/** The first of the ports that another program listens on. */
export async function holderOf(
  host: Host,
  ports: readonly number[],
): Promise<{ port: string; holder: string } | null> {
  if (ports.length === 0) return null
  const taken = (await readListeners(host)).find(({ port }) => ports.includes(port))
  return taken ? { port: String(taken.port), holder: taken.holder ?? '?' } : null
}
