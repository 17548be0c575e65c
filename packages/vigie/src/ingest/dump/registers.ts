import type { Pieces } from './pieces.ts'

interface Processor {
  readonly isLong: boolean
  readonly counter: number
  readonly stack?: number
  readonly frame?: number
  readonly link?: number
}

/** Where each processor’s registers keep the address of its instruction, where the stack and its part of it are, and where a call goes on. */
const processors: Readonly<Record<number, Processor>> = {
  0: { isLong: false, counter: 0xb8, stack: 0xc4, frame: 0xb4 },
  5: { isLong: false, counter: 0x40, stack: 0x38, link: 0x3c },
  9: { isLong: true, counter: 0xf8, stack: 0x98, frame: 0xa0 },
  12: { isLong: true, counter: 0x108, stack: 0x100, frame: 0xf0, link: 0xf8 },
}

export interface Registers {
  (name: Register): bigint | null
  /** Of a register, in bytes. */
  readonly width: number
  /** As wide as a register, one after the other. */
  words(stretch: Stretch, most: number): readonly bigint[]
}

/** Somewhere in the dump. */
interface Stretch {
  readonly at: number
  readonly length: number
}

type Register = 'counter' | 'stack' | 'frame' | 'link'

/** The exception’s own address is that of an instruction on Windows alone, and elsewhere what it reached for. */
export function registersIn(exception: Buffer, processor: number | null, piece: Pieces): Registers | null {
  const known = processor === null ? undefined : processors[processor]
  if (!known) return null
  const { isLong } = known
  const word = (at: number) => {
    const bytes = piece(at, isLong ? 8 : 4)
    return bytes && (isLong ? bytes.readBigUInt64LE(0) : BigInt(bytes.readUInt32LE(0)))
  }
  const from = exception.readUInt32LE(164)
  const read = (name: Register) => {
    const offset = known[name]
    return offset === undefined ? null : word(from + offset)
  }
  const width = isLong ? 8 : 4
  const words = ({ at, length }: Stretch, most: number) =>
    Array.from({ length: Math.min(most, Math.floor(length / width)) }, (_, place) =>
      word(at + place * width),
    ).filter((each) => each !== null)
  return Object.assign(read, { words, width })
}

const mostThreads = 2000
const threadSize = 48

interface Thread {
  readonly list: number
  readonly thread: number
}

const nothing: Stretch = { at: 0, length: 0 }

/** What lies on the thread’s stack, from its top on, where the dump has it. */
export function stackOf(registers: Registers, piece: Pieces, { list, thread }: Thread): Stretch {
  const top = registers('stack')
  const count = top === null ? 0 : Math.min(piece(list, 4)?.readUInt32LE(0) ?? 0, mostThreads)
  for (let place = 0; place < count; place += 1) {
    const entry = piece(list + 4 + place * threadSize, threadSize)
    if (entry?.readUInt32LE(0) !== thread) continue
    const past = (top as bigint) - entry.readBigUInt64LE(24)
    const length = entry.readUInt32LE(32) - Number(past)
    return past >= 0n && length > 0 ? { at: entry.readUInt32LE(36) + Number(past), length } : nothing
  }
  return nothing
}
