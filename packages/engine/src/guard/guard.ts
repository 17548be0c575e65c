import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { Units } from '../facts/units.ts'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile, rootFile } from '../host/root-attributes.ts'
import { run } from '../host/run.ts'
import { stateDirectory } from '../ledger/paths.ts'
import {
  deadlinePath,
  guardDirectory,
  markers,
  scriptPath,
  serviceName,
  servicePath,
  statePath,
  timerLink,
  timerName,
  timerPath,
} from './guard-paths.ts'
import { guardService, guardTimer } from './guard-units.ts'
import { restoreScript } from './restore-script.ts'
import { saveFormerState } from './saved-state.ts'

const GuardState = z.strictObject({
  token: z.string(),
  login: z.string(),
  armedAt: z.number(),
  deadline: z.number(),
})
export type GuardState = z.infer<typeof GuardState>

export interface ArmOptions {
  readonly paths: readonly string[]
  /** The people who have to prove that they can still log in. */
  readonly login: string
  /**
   * The longest time that the work may take. It may end earlier, and if the process dies the work counts as ended at
   * once.
   */
  readonly seconds?: number
}

export type GuardOutcome = 'disarmed' | 'restored'

/**
 * Nobody is ever locked out: the former settings lie on the server's disk beside a timer that puts them back,
 * whatever becomes of the engine, of the connection or of the power, until somebody proves that they get in.
 */
export class Guard {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** Returns the token that disarms the guard. Everything is on disk before it returns. */
  async arm({ paths, login, seconds = 1800 }: ArmOptions): Promise<string> {
    const { files, clock } = this.#host
    await this.#clearFormer()
    const token = randomBytes(32).toString('base64url')
    await saveFormerState(this.#host, paths)
    await files.write(scriptPath, restoreScript, { ...privateFile, mode: '0700' })
    await this.#writeState({ token, login, armedAt: clock.now(), deadline: clock.now() })
    await this.#setDeadline(seconds, process.pid)
    await this.#installTimer()
    await files.write(markers.armed, `${digest(token)}\n`, privateFile)
    await this.#startTimer()
    return token
  }

  /** The work is done. From now on there is this much time for the proof. */
  async rearm(seconds = 60): Promise<void> {
    if ((await this.state()) === null) throw new CabestanError('access.unproven', {})
    await this.#setDeadline(seconds, 0)
  }

  /**
   * Works only with the right token, and only once: a proof that arrives while the settings are being restored is too
   * late.
   */
  async disarm(token: string): Promise<void> {
    const { files } = this.#host
    if (await this.#isMarked(markers.disarmed, token)) return
    const isArmed = await this.#isMarked(markers.armed, token)
    const won = isArmed && (await files.rename(markers.armed, markers.disarmed).then(() => true, absent))
    if (!won) throw new CabestanError('access.unproven', {})
    await this.#runScript()
  }

  async state(): Promise<GuardState | null> {
    const { files } = this.#host
    const text = await files.readText(statePath)
    if (text === null) return null
    const marks = await Promise.all([files.stat(markers.armed), files.stat(markers.restoring)])
    return marks.some((mark) => mark !== null) ? GuardState.parse(JSON.parse(text)) : null
  }

  /** A guard that a run left behind when it died before its proof. */
  async restoreNow(): Promise<void> {
    if ((await this.state()) !== null) await this.#runScript('now')
  }

  /** Waits until somebody has proved that they get in, or the former settings are back. */
  async wait(): Promise<GuardOutcome> {
    const { clock } = this.#host
    for (;;) {
      const outcome = await this.#outcome()
      if (outcome) return outcome
      const state = await this.state()
      if (!state) return (await this.#outcome()) ?? 'restored'
      // The timer itself may be what is broken, so the script is also started from here.
      if (clock.now() > state.deadline + 15_000) await this.restoreNow()
      await clock.sleep(25)
    }
  }

  async #outcome(): Promise<GuardOutcome | null> {
    const { files } = this.#host
    if (await files.stat(markers.disarmed)) return 'disarmed'
    return (await files.stat(markers.restored)) ? 'restored' : null
  }

  async #clearFormer(): Promise<void> {
    await this.restoreNow()
    await this.#host.exec(['systemctl', 'stop', timerName, serviceName])
    await this.#host.files.remove(guardDirectory)
    await this.#host.files.createDirectory(stateDirectory, privateDirectory)
    await this.#host.files.createDirectory(guardDirectory, privateDirectory)
  }

  async #installTimer(): Promise<void> {
    const { files } = this.#host
    await files.write(servicePath, guardService, rootFile)
    await files.write(timerPath, guardTimer, rootFile)
    await files.link(timerLink, timerPath)
  }

  /**
   * No change may begin before the timer is known to run. systemd reads by itself a unit that it does not know, as these
   * are unless a guard before this one died halfway.
   */
  async #startTimer(): Promise<void> {
    const units = new Units(this.#host)
    const readings = await Promise.all([timerName, serviceName].map((unit) => units.of(unit)))
    if (readings.some(({ stale }) => stale)) await run(this.#host, ['systemctl', 'daemon-reload'])
    await run(this.#host, ['systemctl', 'start', timerName])
  }

  async #setDeadline(seconds: number, pid: number): Promise<void> {
    const { files, clock } = this.#host
    const [boot, uptime, started] = await Promise.all([
      files.readText('/proc/sys/kernel/random/boot_id'),
      files.readText('/proc/uptime'),
      files.readText(`/proc/${pid}/stat`),
    ])
    const until = Math.ceil(Number(uptime?.split(' ')[0])) + seconds
    const line = [boot?.trim(), until, pid, startOf(started)].join(' ')
    await files.write(deadlinePath, `${line}\n`, privateFile)
    const state = GuardState.parse(JSON.parse((await files.readText(statePath)) ?? 'null'))
    await this.#writeState({ ...state, deadline: clock.now() + seconds * 1000 })
  }

  async #writeState(state: GuardState): Promise<void> {
    await this.#host.files.write(statePath, `${JSON.stringify(state)}\n`, privateFile)
  }

  async #isMarked(marker: string, token: string): Promise<boolean> {
    const mark = (await this.#host.files.readText(marker))?.trim() ?? ''
    const ours = digest(token)
    return mark.length === ours.length && timingSafeEqual(Buffer.from(mark), Buffer.from(ours))
  }

  async #runScript(...words: string[]): Promise<void> {
    await run(this.#host, ['/bin/sh', scriptPath, ...words])
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Process numbers are reused; together with the moment of its start a process is identified for certain. */
function startOf(stat: string | null): string {
  return stat?.slice(stat.lastIndexOf(') ') + 2).split(' ')[19] ?? '0'
}

function absent(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false
  throw error
}
