import type { Writer } from '../writer/writer.ts'
import { bytesInFlight, bytesPending, longestBacklog } from './limits.ts'
import { overloaded } from './refusal.ts'

/** What requests hold of the memory, all together: whoever would go beyond it is told to come again. */
export class Admission {
  readonly #writer: Pick<Writer, 'backlog' | 'pendingBytes'>
  #held = 0

  constructor(writer: Pick<Writer, 'backlog' | 'pendingBytes'>) {
    this.#writer = writer
  }

  /** Whether anything at all can be taken now. */
  assertRoom(): void {
    if (this.#writer.pendingBytes > bytesPending || this.#writer.backlog > longestBacklog) throw overloaded()
  }

  /** One request's share, given back when it ends. */
  open(): Share {
    let mine = 0
    return {
      hold: (bytes) => {
        if (this.#held + bytes > bytesInFlight) throw overloaded()
        this.#held += bytes
        mine += bytes
      },
      release: () => {
        this.#held -= mine
        mine = 0
      },
    }
  }
}

export interface Share {
  hold(bytes: number): void
  release(): void
}
