import type { ExecResult } from '../host/host.ts'
import type { MemoryHost } from '../host/memory.ts'

export interface MemoryUnit {
  load: string
  active: string
  enabled: string
  pid: number
  /** What systemd has loaded, and what the process was started from. */
  read: string | null
  running: string | null
}

/** As much of systemd as the kinds for units see. For tests. */
export class MemorySystemd {
  readonly units = new Map<string, MemoryUnit>()
  /** Units that crash as soon as they are started. */
  readonly broken = new Set<string>()
  /** Units that crash after a while: how often they are still seen running. */
  readonly shortLived = new Map<string, number>()
  readonly #host: MemoryHost
  #pids = 100

  constructor(host: MemoryHost) {
    this.#host = host
    host
      .program('systemctl', ([, ...words]) => this.#systemctl(words))
      .program('systemd-analyze', () => ({}))
      .program('journalctl', () => ({ stdout: 'the last words\n' }))
    host.files.seedDirectory('/etc/systemd/system')
  }

  add(name: string, state: Partial<MemoryUnit> = {}): MemoryUnit {
    const unit = {
      load: 'loaded',
      active: 'inactive',
      enabled: 'disabled',
      pid: 0,
      read: null,
      running: null,
      ...state,
    }
    this.units.set(name, unit)
    return unit
  }

  async #systemctl(words: string[]): Promise<Partial<ExecResult>> {
    const [verb = '', ...rest] = words.filter((word) => !word.startsWith('--'))
    if (verb === 'show')
      return { stdout: (await Promise.all(rest.map((name) => this.#show(name)))).join('\n') }
    if (verb === 'daemon-reload') return this.#reload()
    const unit = this.units.get(rest[0] ?? '')
    if (!unit) return { code: 1, stderr: `Unit ${rest[0]} not found.\n` }
    return this.#act(verb, rest[0] ?? '', unit)
  }

  #act(verb: string, name: string, unit: MemoryUnit): Partial<ExecResult> {
    const masked = unit.load === 'masked'
    if (masked && verb !== 'unmask') return { code: 1, stderr: `Unit ${name} is masked.\n` }
    if (verb === 'unmask') Object.assign(unit, { load: 'loaded', enabled: 'disabled' })
    if (verb === 'enable' || verb === 'reenable') unit.enabled = 'enabled'
    if (verb === 'disable') unit.enabled = 'disabled'
    if (verb === 'stop') Object.assign(unit, { active: 'inactive', pid: 0, running: null })
    if (verb === 'restart' || (verb === 'start' && unit.active !== 'active')) this.#start(name, unit)
    return {}
  }

  #start(name: string, unit: MemoryUnit): void {
    this.#pids += 1
    const active = this.broken.has(name) ? 'failed' : 'active'
    Object.assign(unit, { active, pid: this.#pids, running: unit.read })
  }

  #age(name: string): void {
    const [unit, left] = [this.units.get(name), this.shortLived.get(name)]
    if (unit?.active !== 'active' || left === undefined) return
    if (left === 0) Object.assign(unit, { active: 'failed', pid: 0 })
    else this.shortLived.set(name, left - 1)
  }

  async #show(name: string): Promise<string> {
    this.#age(name)
    const unit = this.units.get(name) ?? {
      load: 'not-found',
      active: 'inactive',
      enabled: '',
      pid: 0,
      read: null,
    }
    const stale = this.units.has(name) && unit.load === 'loaded' && unit.read !== (await this.#onDisk(name))
    return [
      `LoadState=${unit.load}`,
      `ActiveState=${unit.active}`,
      `UnitFileState=${unit.enabled}`,
      `MainPID=${unit.pid}`,
      'NRestarts=0',
      `NeedDaemonReload=${stale ? 'yes' : 'no'}`,
      '',
    ].join('\n')
  }

  async #reload(): Promise<Partial<ExecResult>> {
    for (const name of (await this.#host.files.list('/etc/systemd/system')) ?? []) {
      if (!name.endsWith('.d') && !this.units.has(name)) this.add(name)
    }
    for (const [name, unit] of this.units) unit.read = await this.#onDisk(name)
    return {}
  }

  async #onDisk(name: string): Promise<string | null> {
    const own = `/etc/systemd/system/${name}`
    const names = (await this.#host.files.list(`${own}.d`)) ?? []
    const paths = [own, ...names.map((each) => `${own}.d/${each}`)]
    const texts = await Promise.all(paths.map((path) => this.#host.files.readText(path)))
    const there = texts.filter((text) => text !== null)
    return there.length > 0 ? there.join('') : null
  }
}
