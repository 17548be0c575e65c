import type { Event } from '@cabestan/protocol/events'
import type { Screen } from '../screen.ts'
import { runningTime } from '../text/duration.ts'
import { fill } from '../text/sentence.ts'
import { broken } from '../text/wrapping.ts'
import type { Voice } from '../voice.ts'
import { LiveRegion } from './live-region.ts'
import { runLines } from './run-lines.ts'
import { beginning, doing, type RunState, withOutput } from './run-state.ts'
import { afterEvent } from './run-turn.ts'

const frameMilliseconds = 120
/** Without a terminal, a line says now and then that long work goes on: soon at first, then seldom. */
const patience = [10_000, 40_000] as const
const laterPatience = 60_000

export interface RunViewOptions {
  readonly screen: Screen
  readonly voice: Voice
  readonly verbose: boolean
  readonly now?: () => number
}

/** Shows work on several servers at once: a live view in a terminal, plain lines anywhere else. */
export class RunView {
  /** With more than one server each line names its server. */
  many = false
  readonly #options: RunViewOptions
  readonly #states = new Map<string, RunState>()
  readonly #saidUntil = new Map<string, number>()
  readonly #now: () => number
  #region: LiveRegion | null = null
  #timer: NodeJS.Timeout | null = null
  #paused = 0
  #held: string[] = []
  #closed = false
  #begun = false

  constructor(options: RunViewOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  happened(server: string, event: Event): void {
    const { voice, verbose } = this.#options
    const { state, said } = afterEvent(this.#stateOf(server), event, { voice, verbose, now: this.#now() })
    this.#states.set(server, state)
    this.say(server, said)
  }

  /** Work that is no step: connecting, booting a sandbox, looking at the server. */
  doing(server: string, what: string, output?: string): void {
    const state = doing(this.#stateOf(server), what, this.#now())
    this.#states.set(server, output === undefined ? state : withOutput(state, output))
    this.#start()
  }

  /** Nothing is going on at this server any more. */
  done(server: string): void {
    this.#states.delete(server)
    this.#saidUntil.delete(server)
    if (this.#states.size === 0) this.#stop()
    else this.#tick()
  }

  say(server: string | null, lines: readonly string[]): void {
    const { voice } = this.#options
    const front = this.many && server ? `${voice.paint.dim(server)} ` : ''
    this.#print(lines.map((line) => front + line))
  }

  /** While a question is being asked nothing may be drawn over it. */
  async pausedFor<T>(question: () => Promise<T>): Promise<T> {
    this.#paused += 1
    this.#stop()
    try {
      return await question()
    } finally {
      this.#paused -= 1
      const held = this.#held
      if (this.#paused === 0) {
        this.#held = []
        this.#print(held)
        if (this.#states.size > 0) this.#start()
      }
    }
  }

  /** A blank line before each new beginning, except the first. */
  gap(): string[] {
    return this.#begun ? [''] : []
  }

  /** For output of others to the same terminal. */
  aside(write: () => void): void {
    this.#begun = true
    this.#region?.draw([])
    write()
  }

  /** Nothing is shown after this. */
  close(): void {
    this.#states.clear()
    this.#stop()
    this.#closed = true
  }

  #stateOf(server: string): RunState {
    this.#start()
    return this.#states.get(server) ?? beginning('', this.#now())
  }

  #print(lines: readonly string[]): void {
    if (lines.length === 0 || this.#closed) return
    this.#begun = true
    if (this.#paused > 0) this.#held.push(...lines)
    else {
      const { screen } = this.#options
      const shown = screen.live ? lines.flatMap((line) => broken(line, screen.columns())) : lines
      if (this.#region) this.#region.say(shown)
      else screen.write(shown.map((line) => `${line}\n`).join(''))
    }
  }

  #start(): void {
    if (this.#timer || this.#paused > 0 || this.#closed) return
    const { screen } = this.#options
    if (screen.live) this.#region = new LiveRegion(screen)
    this.#timer = setInterval(() => this.#tick(), screen.live ? frameMilliseconds : 1000)
    // The view's timer must not keep a finished program alive.
    this.#timer.unref()
  }

  #stop(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#region?.close()
    this.#region = null
  }

  #tick(): void {
    if (this.#region) this.#draw(this.#region)
    else for (const [server, state] of this.#states) this.#remind(server, state)
  }

  #draw(region: LiveRegion): void {
    const { screen, voice } = this.#options
    const shown = new Map([...this.#states].filter(([, state]) => state.what !== ''))
    const frame = { now: this.#now(), columns: screen.columns(), rows: screen.rows(), named: this.many }
    region.draw(shown.size > 0 ? runLines(shown, frame, voice) : [])
  }

  #remind(server: string, state: RunState): void {
    const lasted = this.#now() - state.since
    const [first, second] = patience
    const due =
      lasted < second ? first : second + Math.floor((lasted - second) / laterPatience) * laterPatience
    const said = (this.#saidUntil.get(server) ?? 0) - state.since
    if (state.what === '' || lasted < due || said >= due) return
    this.#saidUntil.set(server, this.#now())
    const { voice } = this.#options
    const time = runningTime(lasted, voice.language)
    this.say(server, [voice.paint.dim(fill(voice.words.progress.still, { what: state.what, time }))])
  }
}
