import { CabestanError, type FailureDetail, toFailure } from '@cabestan/protocol/failures'
import type { ServiceName } from '@cabestan/protocol/names'
import { readUnitState, startsByItself, type UnitState } from '../facts/unit-state.ts'
import type { Host } from '../host/host.ts'
import { endOf, outputOf, succeeds } from '../host/run.ts'
import { putBack } from './kept-state.ts'
import { judge, type ReloadTask, serviceTimeoutMs, systemctl } from './known-service.ts'
import { knownServices } from './known-services.ts'
import type { PendingMark, PendingMarks } from './pending-marks.ts'

export type SettlingAction = 'reload' | 'restart' | 'start'

/** How long a service must keep running before it counts as settled. */
const momentMs = 700

/** One service on its way from its former configuration to the new one. Its mark is removed when it is done. */
export class Settling {
  readonly service: ServiceName
  readonly #host: Host
  readonly #marks: PendingMarks
  readonly #mark: PendingMark
  #unit: string | null = null
  #began = 0
  #after: UnitState | null = null

  constructor(
    host: Host,
    marks: PendingMarks,
    { service, mark }: { service: ServiceName; mark: PendingMark },
  ) {
    this.#host = host
    this.#marks = marks
    this.service = service
    this.#mark = mark
  }

  /** Makes it read its files; null where it is stopped and nobody wants it to run. */
  async act(): Promise<SettlingAction | null> {
    await this.#mustBeValid()
    this.#began = this.#host.clock.now()
    try {
      this.#unit = await this.#known.unit(this.#host)
      return await this.#act()
    } catch (thrown) {
      throw await this.#recover(toFailure(thrown).detail)
    }
  }

  /** Called a moment later: a service that starts and then crashes has not settled. */
  async confirm(actedAt: number): Promise<void> {
    if (this.#unit && this.#after) {
      await this.#host.clock.sleep(Math.max(0, actedAt + momentMs - this.#host.clock.now()))
      const now = await readUnitState(this.#host, this.#unit)
      if (!isSteady(this.#after, now)) throw await this.#recover()
    }
    await this.#marks.drop(this.service)
  }

  async #act(): Promise<SettlingAction | null> {
    if (!this.#unit) return this.#known.reload(this.#task(''))
    const before = await readUnitState(this.#host, this.#unit)
    const action = before.active === 'active' ? await this.#refresh(this.#unit) : await this.#start(before)
    if (action) this.#after = await readUnitState(this.#host, this.#unit)
    return action
  }

  async #refresh(unit: string): Promise<SettlingAction> {
    const task = this.#task(unit)
    if (!this.#mark.restart) return this.#known.reload(task)
    await (this.#known.restart?.(task) ?? systemctl(this.#host, 'restart', unit))
    return 'restart'
  }

  async #start(state: UnitState): Promise<SettlingAction | null> {
    if (!this.#unit || !startsByItself(state)) return null
    await systemctl(this.#host, 'start', this.#unit)
    return 'start'
  }

  async #mustBeValid(): Promise<void> {
    const detail = await judge(this.#host, this.#known)
    if (!detail) return
    await this.#putBack()
    throw invalid(this.service, detail)
  }

  /** If no file was kept, only a restart is pending, and stays pending. */
  async #putBack(): Promise<boolean> {
    if (Object.keys(this.#mark.kept).length === 0) return false
    await putBack(this.#host.files, this.#mark.kept)
    await this.#marks.drop(this.service)
    return true
  }

  /** Restores the former files and with them the service; what it printed last becomes the failure. */
  async #recover(detail?: FailureDetail): Promise<CabestanError> {
    const tail = [detail?.tail, await this.#lastWords()].filter(Boolean).join('\n')
    if (await this.#putBack()) await this.#revive()
    const service = this.#unit?.replace(/\.service$/, '') ?? this.service
    return new CabestanError('service.failed', { service }, { detail: { ...detail, tail: endOf(tail, 40) } })
  }

  async #revive(): Promise<void> {
    if (!this.#unit) {
      await this.#known.reload(this.#task('')).catch(() => {})
      return
    }
    const { active } = await readUnitState(this.#host, this.#unit)
    // systemd does not start a unit that failed too often in a row before this.
    await succeeds(this.#host, ['systemctl', 'reset-failed', this.#unit])
    const verb = active === 'active' ? 'reload-or-restart' : 'restart'
    await succeeds(this.#host, ['systemctl', verb, this.#unit], { timeoutMs: serviceTimeoutMs })
  }

  async #lastWords(): Promise<string> {
    if (!this.#unit) return ''
    const since = `--since=@${Math.floor(this.#began / 1000)}`
    const journal = await outputOf(this.#host, [
      ...(['journalctl', '--no-pager', '--output=cat', '--lines=15', since] as const),
      `--unit=${this.#unit}`,
    ])
    const log = await this.#known.log?.(this.#host)
    return log ? `${journal}${await outputOf(this.#host, ['tail', '-n', '10', log])}` : journal
  }

  get #known() {
    return knownServices[this.service]
  }

  #task(unit: string): ReloadTask {
    return { host: this.#host, unit, paths: Object.keys(this.#mark.kept) }
  }
}

function isSteady(before: UnitState, now: UnitState): boolean {
  return now.active === 'active' && now.mainPid === before.mainPid && now.restarts === before.restarts
}

export function invalid(service: ServiceName, detail: FailureDetail): CabestanError {
  return new CabestanError('service.invalid', { service }, { detail })
}
