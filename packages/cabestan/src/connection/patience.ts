/** Runs out when nothing happens for too long. Time in which a person answers does not count. */
export class Patience {
  readonly #milliseconds: number
  readonly #onEnd: () => void
  #timer: NodeJS.Timeout | null = null
  #pauses = 0
  #over = false

  constructor(milliseconds: number, onEnd: () => void) {
    this.#milliseconds = milliseconds
    this.#onEnd = onEnd
    this.renew()
  }

  /** Something happened: the time starts again. */
  renew(): void {
    this.#stop()
    if (this.#over || this.#pauses > 0) return
    this.#timer = setTimeout(this.#onEnd, this.#milliseconds)
  }

  async during<T>(waiting: Promise<T>): Promise<T> {
    this.#pauses += 1
    this.#stop()
    try {
      return await waiting
    } finally {
      this.#pauses -= 1
      this.renew()
    }
  }

  end(): void {
    this.#over = true
    this.#stop()
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
