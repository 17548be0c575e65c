import { writeSync } from 'node:fs'

/**
 * Standard output where it is a file: the journal of a run, which systemd opened. A full disk must not end the work in its
 * middle: what does not fit now is written as soon as there is room.
 */
export class SteadyOutput {
  readonly #write: (bytes: Uint8Array) => number
  #pending: Uint8Array[] = []

  constructor(write: (bytes: Uint8Array) => number = (bytes) => writeSync(1, bytes)) {
    this.#write = write
  }

  write(line: string): void {
    this.#pending.push(Buffer.from(line))
    this.flush()
  }

  flush(): void {
    try {
      while (this.#pending.length > 0) this.#writeSome()
    } catch {
      // The next line tries again.
    }
  }

  #writeSome(): void {
    const [first = new Uint8Array(), ...rest] = this.#pending
    const left = first.subarray(this.#write(first))
    this.#pending = left.length > 0 ? [left, ...rest] : rest
  }
}
