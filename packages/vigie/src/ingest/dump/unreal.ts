import type { Sink } from '../body/read-body.ts'
import { limits } from '../limits.ts'
import { Beginning } from './minidump.ts'

/** Lengths come from a stranger. */
const longestName = 4096

/**
 * What Unreal's reporter sends, unpacked: a head, then files one behind the other, the game's whole log among them. Kept
 * are what it says in words of the crash, and how the first dump begins; all else passes by.
 */
export class UnrealReader implements Sink {
  readonly #context = new Beginning(limits.small)
  readonly #dump = new Beginning()
  #rest: Buffer = Buffer.alloc(0)
  #isBegun = false
  #isOver = false
  #file = { name: '', left: 0 }

  push(chunk: Buffer): boolean {
    // A copy, because the piece itself is given back.
    if (!this.#isOver) this.#rest = Buffer.concat([this.#rest, chunk])
    while (!this.#isOver && this.#step());
    return false
  }

  end(): void {}

  get context(): string {
    return this.#context.bytes.toString('utf8')
  }

  get dump(): Buffer {
    return this.#dump.bytes
  }

  /** Whether there may be more to find in what is here. */
  #step(): boolean {
    if (this.#file.left > 0) return this.#readContent()
    const head = this.#isBegun ? fileIn(this.#rest) : beginningOf(this.#rest)
    if (head === 'unfinished') return false
    if (head === null) {
      this.#isOver = true
      this.#rest = Buffer.alloc(0)
      return false
    }
    this.#isBegun = true
    this.#file = { name: head.name, left: head.size }
    this.#rest = this.#rest.subarray(head.end)
    return this.#rest.length > 0
  }

  #readContent(): boolean {
    const part = this.#rest.subarray(0, this.#file.left)
    this.#keep(part)
    this.#file.left -= part.length
    this.#rest = this.#rest.subarray(part.length)
    return this.#rest.length > 0
  }

  #keep(part: Buffer): void {
    const { name } = this.#file
    if (name === 'CrashContext.runtime-xml') this.#context.add(part)
    else if (name.endsWith('.dmp')) this.#dump.add(part)
  }
}

interface Head {
  readonly name: string
  readonly size: number
  readonly end: number
}

/**
 * The newer form has a mark. Both have a directory, a file name, a size and a count, which older ones put at the end.
 */
function beginningOf(bytes: Buffer): Head | null | 'unfinished' {
  if (bytes.length < 3) return 'unfinished'
  const directory = textAt(bytes, bytes.toString('latin1', 0, 3) === 'CR1' ? 3 : 0)
  if (directory === null || directory === 'unfinished') return directory
  const file = textAt(bytes, directory.end)
  if (file === null || file === 'unfinished') return file
  return bytes.length < file.end + 8 ? 'unfinished' : { name: '', size: 0, end: file.end + 8 }
}

/** A number, a name, a length. */
function fileIn(bytes: Buffer): Head | null | 'unfinished' {
  const name = textAt(bytes, 4)
  if (name === null || name === 'unfinished') return name
  if (bytes.length < name.end + 4) return 'unfinished'
  return { name: name.text, size: bytes.readUInt32LE(name.end), end: name.end + 4 }
}

function textAt(
  bytes: Buffer,
  at: number,
): { readonly text: string; readonly end: number } | null | 'unfinished' {
  if (bytes.length < at + 4) return 'unfinished'
  const length = bytes.readUInt32LE(at)
  if (length > longestName) return null
  const end = at + 4 + length
  return bytes.length < end
    ? 'unfinished'
    : { text: bytes.toString('utf8', at + 4, end).replace(/\0+$/, ''), end }
}
