import { atWork } from './limits.ts'

interface Waiting {
  readonly bytes: number
  readonly begin: (leave: () => void) => void
}

/**
 * Decoded, parsed and on its way to the disk an event takes ten times the memory that it came with. So only a few are
 * worked on at a time, and the others wait as they came, in order.
 */
export class Turns {
  readonly #waiting: Waiting[] = []
  #requests = 0
  #bytes = 0

  /** Resolves with what ends the turn, to be called once. */
  take(bytes: number): Promise<() => void> {
    return new Promise((begin) => {
      this.#waiting.push({ bytes, begin })
      this.#next()
    })
  }

  /** One by one: whoever begins has decided where it is read before the next one does. */
  #next(): void {
    const [next] = this.#waiting
    if (!next || !this.#hasRoomFor(next)) return
    this.#waiting.shift()
    this.#begin(next)
    if (this.#waiting.length > 0) setImmediate(() => this.#next())
  }

  /** For one of any size, if it is alone. */
  #hasRoomFor({ bytes }: Waiting): boolean {
    if (this.#requests === 0) return true
    return this.#requests < atWork.requests && this.#bytes + bytes <= atWork.bytes
  }

  #begin({ bytes, begin }: Waiting): void {
    this.#requests += 1
    this.#bytes += bytes
    begin(() => {
      this.#requests -= 1
      this.#bytes -= bytes
      setImmediate(() => this.#next())
    })
  }
}
