import { callersOf } from './callers.ts'
import { crashName } from './crash-names.ts'
import { modulesIn, type Place } from './modules.ts'
import type { Pieces, Stream } from './pieces.ts'
import { registersIn } from './registers.ts'

/** Why a process ended and where, which is all that is read of its dump. */
export interface Crash {
  /** `SIGSEGV`, `EXCEPTION_ACCESS_VIOLATION`; a number where it has no name here. */
  readonly name: string
  /** The address of the instruction, where it is known. */
  readonly address: bigint | null
  readonly place: Place | null
  /**
   * Callers, the innermost first, where the place itself says little: in a system library, or where there is no code.
   */
  readonly callers: readonly Place[]
}

/**
 * What Crashpad writes before all memory, and Windows before most of it. What stands further behind is not looked for:
 * a dump is let go by as it comes.
 */
export const lookedAt = 256 * 1024

/** Keeps the beginning of a dump that passes by. */
export class Beginning {
  readonly #parts: Buffer[] = []
  readonly #most: number
  #length = 0

  constructor(most = lookedAt) {
    this.#most = most
  }

  /** How much of it stays in memory. */
  add(part: Buffer): number {
    const kept = part.subarray(0, this.#most - this.#length)
    // A copy, because the piece itself is given back.
    if (kept.length > 0) this.#parts.push(Buffer.from(kept))
    this.#length += kept.length
    return kept.length
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

const signature = 0x504d444d
const streams = { threads: 3, modules: 4, exception: 6, system: 7, memory: 16 } as const
const mostStreams = 64

/** Reads any bytes. Null where they are no dump, or one without a crash in the part that is looked at. */
export function crashIn(dump: Buffer): Crash | null {
  const piece = pieces(dump)
  const head = piece(0, 32)
  if (head?.readUInt32LE(0) !== signature) return null
  const at = directoryOf(head, piece)
  const exception = piece(at.exception.at, 168)
  if (exception === null) return null
  const system = piece(at.system.at, 24)
  const registers = registersIn(exception, system?.readUInt16LE(0) ?? null, piece)
  const address = registers?.('counter') ?? null
  const placeAt = modulesIn(at.modules, piece)
  const place = address === null ? null : placeAt(address)
  const thread = exception.readUInt32LE(0)
  return {
    name: crashName(exception.readUInt32LE(8), system?.readUInt32LE(20) ?? null),
    ...{ address, place },
    callers: registers
      ? callersOf({ thread, threads: at.threads, memory: at.memory, registers, place, placeAt }, piece)
      : [],
  }
}

function pieces(dump: Buffer): Pieces {
  return (at, length) => (at >= 0 && at + length <= dump.length ? dump.subarray(at, at + length) : null)
}

type Directory = Readonly<Record<keyof typeof streams, Stream>>

function directoryOf(head: Buffer, piece: Pieces): Directory {
  const [count, at] = [Math.min(head.readUInt32LE(8), mostStreams), head.readUInt32LE(12)]
  const entries = Array.from({ length: count }, (_, place) => piece(at + place * 12, 12))
  const find = (type: number) => {
    const entry = entries.find((each) => each?.readUInt32LE(0) === type)
    return { at: entry?.readUInt32LE(8) ?? -1, size: entry?.readUInt32LE(4) ?? 0 }
  }
  return {
    modules: find(streams.modules),
    threads: find(streams.threads),
    exception: find(streams.exception),
    system: find(streams.system),
    memory: find(streams.memory),
  }
}
