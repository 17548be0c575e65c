/**
 * MessagePack, in which crashed programs left what they knew: the values one behind the other, as JSON has them. What is
 * cut off or none ends it; bytes are text, and what JSON has no word for is null.
 */
export function unpacked(bytes: Buffer): readonly unknown[] {
  const reader = new Reader(bytes)
  const values: unknown[] = []
  try {
    while (reader.hasMore) values.push(reader.value(0))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return values
}

const deepest = 64
/**
 * An empty list takes one byte here and a hundred in memory; a client's event with all its modules has some
 * thousands.
 */
const mostValues = 50_000

class Reader {
  readonly #bytes: Buffer
  #at = 0
  #values = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length
  }

  value(depth: number): unknown {
    this.#values += 1
    if (depth > deepest || this.#values > mostValues) throw new RangeError('too much')
    const code = this.#number(1)
    if (code < 0x80) return code
    if (code < 0x90) return this.#map(code & 0xf, depth)
    if (code < 0xa0) return this.#list(code & 0xf, depth)
    if (code < 0xc0) return this.#text(code & 0x1f)
    if (code >= 0xe0) return code - 0x100
    return this.#ofKind(code, depth)
  }

  #ofKind(code: number, depth: number): unknown {
    if (code === 0xc2 || code === 0xc3) return code === 0xc3
    if (code >= 0xc4 && code <= 0xc6) return this.#text(this.#number(1 << (code - 0xc4)))
    if (code >= 0xc7 && code <= 0xc9) return this.#passed(this.#number(1 << (code - 0xc7)) + 1)
    if (code === 0xca) return finite(this.#take(4).readFloatBE())
    if (code === 0xcb) return finite(this.#take(8).readDoubleBE())
    if (code >= 0xcc && code <= 0xcf) return this.#number(1 << (code - 0xcc))
    if (code >= 0xd0 && code <= 0xd3) return this.#signed(1 << (code - 0xd0))
    if (code >= 0xd4 && code <= 0xd8) return this.#passed((1 << (code - 0xd4)) + 1)
    if (code >= 0xd9 && code <= 0xdb) return this.#text(this.#number(1 << (code - 0xd9)))
    if (code === 0xdc || code === 0xdd) return this.#list(this.#number(code === 0xdc ? 2 : 4), depth)
    if (code === 0xde || code === 0xdf) return this.#map(this.#number(code === 0xde ? 2 : 4), depth)
    return null
  }

  #list(count: number, depth: number): unknown[] {
    const values: unknown[] = []
    // The count comes from a stranger, but each value takes at least one byte.
    for (let left = count; left > 0; left -= 1) values.push(this.value(depth + 1))
    return values
  }

  #map(count: number, depth: number): object {
    const pairs: [string, unknown][] = []
    for (let left = count; left > 0; left -= 1)
      pairs.push([String(this.value(depth + 1)), this.value(depth + 1)])
    return Object.fromEntries(pairs)
  }

  #number(size: number): number {
    const bytes = this.#take(size)
    return size === 8 ? Number(bytes.readBigUInt64BE()) : bytes.readUIntBE(0, size)
  }

  #signed(size: number): number {
    const bytes = this.#take(size)
    return size === 8 ? Number(bytes.readBigInt64BE()) : bytes.readIntBE(0, size)
  }

  #text(length: number): string {
    return this.#take(length).toString('utf8')
  }

  #passed(length: number): null {
    this.#take(length)
    return null
  }

  #take(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#bytes.length) throw new RangeError('cut off')
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }
}

/** JSON knows no other numbers. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
