import { CabestanError } from '@cabestan/protocol/failures'

const newline = 10

/** What a peer sends: lines of text first, then raw bytes as they come. */
export class PeerStream {
  readonly #source: AsyncIterator<Uint8Array>
  #held: Uint8Array = new Uint8Array(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next line without its end. Null at the end of the stream, where half a line does not count. */
  async line(limit: number): Promise<string | null> {
    const parts: Uint8Array[] = []
    let size = 0
    for (;;) {
      const end = this.#held.indexOf(newline)
      const part = end === -1 ? this.#held : this.#held.subarray(0, end)
      parts.push(part)
      size += part.length
      if (size > limit) throw tooLong(parts)
      if (end !== -1) {
        this.#held = this.#held.subarray(end + 1)
        return Buffer.concat(parts).toString('utf8')
      }
      const next = await this.#source.next()
      if (next.done) return null
      this.#held = next.value
    }
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    if (this.#held.length > 0) yield this.#held
    this.#held = new Uint8Array(0)
    for (let next = await this.#source.next(); !next.done; next = await this.#source.next()) yield next.value
  }
}

function tooLong(parts: Uint8Array[]): CabestanError {
  return new CabestanError('protocol.garbage', { start: printable(Buffer.concat(parts).toString('latin1')) })
}

/** The beginning of something unexpected, made safe for a terminal. */
export function printable(text: string): string {
  return text.slice(0, 200).replace(/\p{Cc}/gu, ' ')
}
