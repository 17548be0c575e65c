/** The fields of a message by number, with JSON's names and types. Fields that are not listed are skipped. */
export interface Message {
  readonly [field: number]: Field
}

export type Field = readonly [name: string, kind: Kind]

/** A message may contain its own kind, so it is named only when needed. */
type Kind = 'text' | 'hex' | 'time' | 'whole' | 'double' | 'truth' | One | Many
type One = { readonly one: () => Message }
/** Of a list, only elements whose bytes contain `with`, if that is given. */
type Many = { readonly many: () => Message; readonly with?: string }

const deepest = 24
/** An empty message takes two bytes of the body, and fifty times as many here. */
const mostMessages = 20_000

/** Null where the bytes are no such message. */
export function decoded(bytes: Buffer, message: Message): Record<string, unknown> | null {
  try {
    return read(bytes, message, { depth: 0, budget: { left: mostMessages } })
  } catch {
    return null
  }
}

interface Bounds {
  readonly depth: number
  readonly budget: { left: number }
}

function read(bytes: Buffer, message: Message, { depth, budget }: Bounds): Record<string, unknown> {
  if (depth > deepest) throw new RangeError('too deep')
  if (budget.left <= 0) throw new RangeError('too many')
  budget.left -= 1
  const found: Record<string, unknown> = {}
  const cursor = { bytes, at: 0 }
  while (cursor.at < bytes.length) {
    const tag = Number(varint(cursor))
    const value = valueAt(cursor, tag & 7)
    const field = message[Math.floor(tag / 8)]
    if (field) put(found, field, { value, within: { depth: depth + 1, budget } })
  }
  return found
}

interface Cursor {
  readonly bytes: Buffer
  at: number
}

type Raw = bigint | Buffer

/** By wire type: a number, eight bytes, a length with that many bytes, four bytes. */
function valueAt(cursor: Cursor, type: number): Raw {
  if (type === 0) return varint(cursor)
  if (type === 1) return piece(cursor, 8)
  if (type === 2) return piece(cursor, Number(varint(cursor)))
  if (type === 5) return piece(cursor, 4)
  throw new RangeError('no wire type')
}

function varint(cursor: Cursor): bigint {
  let value = 0n
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.bytes[cursor.at]
    if (byte === undefined) break
    cursor.at += 1
    value |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return BigInt.asUintN(64, value)
  }
  throw new RangeError('no number')
}

function piece(cursor: Cursor, length: number): Buffer {
  const end = cursor.at + length
  if (end > cursor.bytes.length) throw new RangeError('cut short')
  const part = cursor.bytes.subarray(cursor.at, end)
  cursor.at = end
  return part
}

interface Put {
  readonly value: Raw
  readonly within: Bounds
}

function put(found: Record<string, unknown>, [name, kind]: Field, { value, within }: Put): void {
  if (typeof kind === 'object' && Buffer.isBuffer(value)) {
    if ('one' in kind) found[name] = read(value, kind.one(), within)
    else if (kind.with === undefined || value.includes(kind.with))
      listed(found, name).push(read(value, kind.many(), within))
  } else if (kind === 'whole' && typeof value === 'bigint') found[name] = String(BigInt.asIntN(64, value))
  else if (kind === 'truth' && typeof value === 'bigint') found[name] = value !== 0n
  else if (Buffer.isBuffer(value)) {
    if (kind === 'text') found[name] = value.toString('utf8')
    if (kind === 'hex') found[name] = value.toString('hex')
    if (kind === 'time' && value.length === 8) found[name] = String(value.readBigUInt64LE())
    if (kind === 'double' && value.length === 8) found[name] = value.readDoubleLE()
  }
}

function listed(found: Record<string, unknown>, name: string): unknown[] {
  const list = found[name]
  if (Array.isArray(list)) return list
  const fresh: unknown[] = []
  found[name] = fresh
  return fresh
}
