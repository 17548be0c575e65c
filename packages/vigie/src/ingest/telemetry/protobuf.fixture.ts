/** One field of a message, as it lies on the wire. Its number is below 16, its length below 2^28. */
export function field(number: number, content: string | Buffer | bigint): Buffer {
  if (typeof content === 'bigint') {
    const eight = Buffer.alloc(8)
    eight.writeBigUInt64LE(content)
    return Buffer.concat([Buffer.from([number * 8 + 1]), eight])
  }
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from([number * 8 + 2]), lengthOf(bytes), bytes])
}

function lengthOf({ length }: Buffer): Buffer {
  const bytes = []
  let left = length
  while (left >= 0x80) {
    bytes.push((left & 0x7f) | 0x80)
    left >>>= 7
  }
  return Buffer.from([...bytes, left])
}

export function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields)
}

/** Attributes of one thing: repeated pairs of a key and a text. */
export function attributes(number: number, of: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(of).map(([key, value]) =>
    field(number, message(field(1, key), field(2, field(1, value)))),
  )
  return message(...pairs)
}
