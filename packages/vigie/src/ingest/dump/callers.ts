import type { Place } from './modules.ts'
import type { Pieces, Stream } from './pieces.ts'
import { type Registers, stackOf } from './registers.ts'

interface Ended {
  readonly thread: number
  readonly threads: Stream
  /** What memory there is and of which kind, where the dump says so. */
  readonly memory: Stream
  readonly registers: Registers
  /** Null where no code is at the address. */
  readonly place: Place | null
  readonly placeAt: (address: bigint) => Place | null
}

/** So many words of the stack are looked at: a library's own way to its end is shorter. */
const mostWords = 1024
const mostCallers = 3

/**
 * Who called, where that tells more than the place itself, the innermost first. A call leaves where it goes on in a
 * register, or on top of the stack. Behind it lie those of its callers: where no chain of frames leads to them, nobody
 * can say without a program's own tables which words of the stack they are, so that each that points into code of one's
 * own is taken for one, as Breakpad does.
 */
export function callersOf(ended: Ended, piece: Pieces): readonly Place[] {
  const { place, placeAt } = ended
  if (place !== null && !place.module.isSystems) return []
  const words = returnsIn(ended, piece)
  const [top] = words
  const jumped = place === null && top !== undefined ? placeAt(top) : null
  if (place === null && !jumped?.module.isSystems) return jumped ? [jumped] : []
  return [...(jumped ? [jumped] : []), ...ownIn(words, ended, piece)]
}

/** Of the register, and of the stack from its top on. */
function returnsIn({ thread, threads, ...ended }: Ended, piece: Pieces): readonly bigint[] {
  const { registers } = ended
  const link = registers('link')
  const stack = stackOf(registers, piece, { list: threads.at, thread })
  return [...(link === null ? [] : [link]), ...byFrames(registers.words(stack, mostWords), ended)]
}

/**
 * Where a register is kept for it, a function's part of the stack ends with where its caller's does, and behind that
 * stands where the call goes on. What else lies there is its own, or was left by calls that are over. A library may use
 * that register for anything, so that one link is no chain.
 */
function byFrames(
  words: readonly bigint[],
  { registers, placeAt }: Pick<Ended, 'registers' | 'placeAt'>,
): readonly bigint[] {
  const slotOf = (address: bigint | null | undefined) =>
    Number((address ?? 0n) - (registers('stack') ?? 0n)) / registers.width
  const innermost = slotOf(registers('frame'))
  const returns: bigint[] = []
  for (let at = innermost, last = -1; at > last && Number.isInteger(at); ) {
    const word = words[at + 1]
    if (word === undefined || placeAt(word) === null) break
    returns.push(word)
    last = at
    at = slotOf(words[at])
  }
  return returns.length < 2 ? words : [...words.slice(0, innermost), ...returns]
}

/** Each once, however often it calls itself. */
function ownIn(words: readonly bigint[], { placeAt, memory }: Ended, piece: Pieces): readonly Place[] {
  const isCode = codeIn(memory, piece)
  const own = new Map<bigint, Place>()
  for (const word of words) {
    const place = isCode(word) ? placeAt(word) : null
    if (place && !place.module.isSystems && word - place.module.from >= headers) own.set(word, place)
    if (own.size === mostCallers) break
  }
  return [...own.values()]
}

/** Every program begins with what it consists of, and is asked for where that is. */
const headers = 0x300n

const mostRanges = 20_000
const rangeSize = 48
const executable = 0xf0

/** Pointers to a program's texts and tables lie within it too, and are no calls. */
function codeIn({ at }: Stream, piece: Pieces): (address: bigint) => boolean {
  const head = piece(at, 16)
  if (head === null || head.readUInt32LE(4) !== rangeSize) return () => true
  const count = Math.min(Number(head.readBigUInt64LE(8)), mostRanges)
  const ranges: { from: bigint; size: bigint }[] = []
  for (let place = 0; place < count; place += 1) {
    const range = piece(at + head.readUInt32LE(0) + place * rangeSize, rangeSize)
    if (range === null) break
    const isCode = (range.readUInt32LE(36) & executable) !== 0
    if (isCode) ranges.push({ from: range.readBigUInt64LE(0), size: range.readBigUInt64LE(24) })
  }
  return (address) => ranges.some(({ from, size }) => address >= from && address < from + size)
}
