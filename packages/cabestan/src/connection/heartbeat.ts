export interface Pulse {
  /** Whether anybody waits for an answer at all. */
  readonly isWaiting: () => boolean
  /** Asks for a sign of life. */
  readonly ask: () => void
  readonly lost: () => void
}

const beatMs = 15_000
const askAfter = 2
const lostAfter = 6

/**
 * Long work is silent, and so is an engine that hangs: after a while without a word, it is asked for one. Counts
 * beats rather than time, so that a laptop that slept does not take its own sleep for the server's silence.
 */
export class Heartbeat {
  readonly #pulse: Pulse
  readonly #timer: NodeJS.Timeout
  #silentBeats = 0

  constructor(pulse: Pulse) {
    this.#pulse = pulse
    this.#timer = setInterval(() => this.#beat(), beatMs)
    this.#timer.unref()
  }

  heard(): void {
    this.#silentBeats = 0
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #beat(): void {
    this.#silentBeats = this.#pulse.isWaiting() ? this.#silentBeats + 1 : 0
    if (this.#silentBeats === askAfter) this.#pulse.ask()
    if (this.#silentBeats === lostAfter) this.#pulse.lost()
  }
}
