import { crashName } from './crash-names.ts'

/** Why a process ended and where: all that is read of its dump. */
export interface Crash {
  /** `SIGSEGV`, `EXCEPTION_ACCESS_VIOLATION`; the bare number where it has no name here. */
  readonly name: string
  /** Of the instruction, where it is known. */
  readonly address: bigint | null
  readonly module: Module | null
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
const streams = { modules: 4, exception: 6, system: 7 } as const
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
  const address = counterIn(exception, system?.readUInt16LE(0) ?? null, piece)
  return {
    name: crashName(exception.readUInt32LE(8), system?.readUInt32LE(20) ?? null),
    address,
    module: address === null ? null : moduleAt(at.modules, address, piece),
  }
}

/** Null where a piece is not there, whole or at all: every place in a dump is a stranger’s word. */
type Pieces = (at: number, length: number) => Buffer | null

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
  return { modules: find(streams.modules), exception: find(streams.exception), system: find(streams.system) }
}

/** Where each processor’s registers keep the address of its instruction. */
const counters: Readonly<Record<number, { readonly at: number; readonly isLong: boolean }>> = {
  0: { at: 0xb8, isLong: false },
  5: { at: 0x40, isLong: false },
  9: { at: 0xf8, isLong: true },
  12: { at: 0x108, isLong: true },
}

/** The exception’s own address is that of an instruction on Windows alone, and elsewhere what it reached for. */
function counterIn(exception: Buffer, processor: number | null, piece: Pieces): bigint | null {
  const counter = processor === null ? undefined : counters[processor]
  const registers = counter && piece(exception.readUInt32LE(164) + counter.at, counter.isLong ? 8 : 4)
  if (!registers) return null
  return counter.isLong ? registers.readBigUInt64LE(0) : BigInt(registers.readUInt32LE(0))
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
