/** As the native client writes it: the widest form of each, which readers must know, besides the shortest. */
export function packed(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.from([0xc0])
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2])
  if (typeof value === 'number') return packedNumber(value)
  if (typeof value === 'string')
    return Buffer.concat([head(0xdb, Buffer.byteLength(value)), Buffer.from(value)])
  if (Array.isArray(value)) return Buffer.concat([head(0xdd, value.length), ...value.map(packed)])
  const pairs = Object.entries(value as object)
  return Buffer.concat([head(0xdf, pairs.length), ...pairs.flat().map(packed)])
}

function packedNumber(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0 && value < 0x80) return Buffer.from([value])
  const bytes = Buffer.alloc(9)
  bytes[0] = 0xcb
  bytes.writeDoubleBE(value, 1)
  return bytes
}

function head(code: number, length: number): Buffer {
  const bytes = Buffer.alloc(5)
  bytes[0] = code
  bytes.writeUInt32BE(length, 1)
  return bytes
}
