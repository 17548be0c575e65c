import type { Writer } from '../writer/writer.ts'
import {
  bytesInFlight,
  bytesOfOne,
  bytesPending,
  handedOver,
  longestBacklog,
  mostResident,
} from './limits.ts'
import { overloaded } from './refusal.ts'
import { Turns } from './turns.ts'

interface Surroundings {
  readonly writer: Pick<Writer, 'backlog' | 'pendingBytes'>
  /** How much of the machine's memory the process has, in bytes. */
  readonly resident: () => number
}

/** Memory held by all requests together. A request that would exceed it is told to come again. */
export class Admission {
  readonly #writer: Surroundings['writer']
  readonly #resident: () => number
  #held = 0
  #open = 0
  readonly #turns = new Turns()
  #room: number = bytesInFlight
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor({ writer, resident }: Surroundings) {
    this.#writer = writer
    this.#resident = resident
  }

  /** Whether anything at all can be accepted now. */
  assertRoom(): void {
    if (this.#writer.pendingBytes > bytesPending || this.#writer.backlog > longestBacklog) throw overloaded()
  }

  /** One request's share, which is returned when it ends. */
  open(): Share {
    let mine = 0
    let leave = () => {}
    this.#open += 1
    return {
      hold: (bytes) => {
        if (this.#held + bytes > this.#roomNow()) throw overloaded()
        this.#held += bytes
        mine += bytes
      },
      turn: async (bytes) => {
        leave = await this.#turns.take(bytes)
      },
      release: () => {
        leave()
        this.#held -= mine
        mine = 0
        this.#open -= 1
      },
      isCrowded: () => this.#open >= handedOver.requests,
    }
  }

  /** How much more memory the process may take, and never too little for one event. */
  #roomNow(): number {
    const now = performance.now()
    if (now - this.#lookedAt < lookMs) return this.#room
    this.#lookedAt = now
    // What requests hold is part of the resident memory already.
    const left = this.#held + mostResident - this.#resident()
    this.#room = Math.min(bytesInFlight, Math.max(bytesOfOne, left))
    return this.#room
  }
}

/** Asking the system takes ten microseconds. */
const lookMs = 50

export interface Share {
  hold(bytes: number): void
  /** Resolves when a body of this size may be worked on. At most once. */
  turn(bytes: number): Promise<void>
  /** Once. */
  release(): void
  /** Whether so many requests came at the same time that they wait for each other. */
  isCrowded(): boolean
}
