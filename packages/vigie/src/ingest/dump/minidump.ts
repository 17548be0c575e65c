import { crashName } from './crash-names.ts'
import { onStack, type Registers, registersIn } from './registers.ts'

/** Why a process ended and where: all that is read of its dump. */
export interface Crash {
  /** `SIGSEGV`, `EXCEPTION_ACCESS_VIOLATION`; the bare number where it has no name here. */
  readonly name: string
  /** Of the instruction, where it is known. */
  readonly address: bigint | null
  readonly module: Module | null
  /** Where there is no code at the address: what jumped there goes on at this one. */
  readonly caller: { readonly address: bigint; readonly module: Module } | null
}

interface Module {
  /** Without the directories: they have the names of people in them. */
  readonly file: string
  readonly from: bigint
  readonly size: number
}

/**
 * What Crashpad writes before all memory, and Windows before most of it. What stands further behind is not looked for:
 * a dump is let go by as it comes.
 */
export const lookedAt = 256 * 1024

/** The beginning of a dump that passes by. */
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
    // A copy: the piece itself is given back.
    if (kept.length > 0) this.#parts.push(Buffer.from(kept))
    this.#length += kept.length
    return kept.length
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

const signature = 0x504d444d
const streams = { threads: 3, modules: 4, exception: 6, system: 7 } as const
const mostStreams = 64
const mostModules = 2000
const moduleSize = 108

/** Any bytes: null where they are no dump, or one that holds no crash as far as it is looked at. */
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
  const module = address === null ? null : moduleAt(at.modules, address, piece)
  return {
    name: crashName(exception.readUInt32LE(8), system?.readUInt32LE(20) ?? null),
    ...{ address, module },
    caller: registers && module === null ? callerIn({ at, exception, registers }, piece) : null,
  }
}

interface Jumped {
  readonly at: Directory
  readonly exception: Buffer
  readonly registers: Registers
}

/** A call leaves where it goes on in a register, or on top of the thread’s stack: as long as nothing ran, it is there. */
function callerIn({ at, exception, registers }: Jumped, piece: Pieces): Crash['caller'] {
  const address =
    registers('link') ?? onStack(registers, piece, { list: at.threads.at, thread: exception.readUInt32LE(0) })
  const module = address === null ? null : moduleAt(at.modules, address, piece)
  return address === null || module === null ? null : { address, module }
}

/** Null where a piece is not there, whole or at all: every place in a dump is a stranger’s word. */
export type Pieces = (at: number, length: number) => Buffer | null

function pieces(dump: Buffer): Pieces {
  return (at, length) => (at >= 0 && at + length <= dump.length ? dump.subarray(at, at + length) : null)
}

interface Place {
  readonly at: number
  readonly size: number
}

type Directory = Readonly<Record<keyof typeof streams, Place>>

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
  }
}

function moduleAt({ at, size: listSize }: Place, address: bigint, piece: Pieces): Module | null {
  const count = Math.min(piece(at, 4)?.readUInt32LE(0) ?? 0, mostModules)
  // Breakpad on macOS leaves room before the first.
  const first = at + (listSize === 8 + count * moduleSize ? 8 : 4)
  for (let place = 0; place < count; place += 1) {
    const module = piece(first + place * moduleSize, moduleSize)
    if (module === null) return null
    const [from, size] = [module.readBigUInt64LE(0), module.readUInt32LE(8)]
    if (address < from || address >= from + BigInt(size)) continue
    const file = nameAt(module.readUInt32LE(20), piece)
    return file === null ? null : { file, from, size }
  }
  return null
}

const longestName = 1024

function nameAt(at: number, piece: Pieces): string | null {
  const length = piece(at, 4)?.readUInt32LE(0) ?? 0
  const name = length > longestName ? null : piece(at + 4, length)?.toString('utf16le')
  return name?.toWellFormed().split(/[\\/]/).at(-1) || null
}
