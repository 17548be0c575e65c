import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { limits } from '../limits.ts'
import { malformed, Refusal } from '../refusal.ts'
import { pieceSize } from './bytes.ts'

export type Encoding = 'gzip' | 'deflate' | 'br' | 'zstd'

const names: Readonly<Record<string, Encoding | null>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  zlib: 'deflate',
  br: 'br',
  brotli: 'br',
  zstd: 'zstd',
  identity: null,
  'utf-8': null,
  '': null,
}

/** In the order in which they are undone. */
export function encodingsOf(header: string | undefined): Encoding[] {
  const words = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
  const known = words.map((word) => (Object.hasOwn(names, word) ? names[word] : undefined))
  if (known.includes(undefined))
    throw new Refusal(415, 'this Content-Encoding is not known', { reason: 'malformed' })
  const encodings = known.filter((each) => each !== null && each !== undefined)
  if (encodings.length > limits.encodings) throw malformed('too many encodings')
  return encodings.reverse()
}

/**
 * Where nothing is said, its first bytes tell: clients forget the header, and proxies take it off. Others unpack what
 * passes and leave the header. Brotli has no mark.
 */
export function encodingsFound(first: Uint8Array, said: readonly Encoding[]): readonly Encoding[] {
  const isOpen = first[0] === 0x7b
  if (isOpen && said.every((encoding) => encoding === 'gzip' || encoding === 'zstd')) return []
  if (said.length > 0) return said
  if (first[0] === 0x1f && first[1] === 0x8b) return ['gzip']
  if (first[0] === 0x28 && first[1] === 0xb5 && first[2] === 0x2f && first[3] === 0xfd) return ['zstd']
  return isZlib(first) && first[0] === 0x78 ? ['deflate'] : []
}

/** `deflate` always meant zlib's format, but raw deflate is sent under that name as well. */
export function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  return bytes.length > 1 && (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0
}

/** Null where the result would be too large to hold at once. */
export function decodeAtOnce(body: Buffer, encodings: readonly Encoding[]): Buffer | null {
  let decoded = body
  try {
    for (const encoding of encodings) decoded = decodeOnce(decoded, encoding)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null
    throw undecodable(encodings)
  }
  return decoded
}

const mostAtOnce = { maxOutputLength: 2 * limits.atOnce, chunkSize: pieceSize }

function decodeOnce(body: Buffer, encoding: Encoding): Buffer {
  if (body.length === 0) return body
  if (encoding === 'gzip') return zlib.gunzipSync(body, mostAtOnce)
  if (encoding === 'br') return zlib.brotliDecompressSync(body, mostAtOnce)
  if (encoding === 'zstd') return zlib.zstdDecompressSync(body, mostAtOnce)
  return isZlib(body) ? zlib.inflateSync(body, mostAtOnce) : zlib.inflateRawSync(body, mostAtOnce)
}

export function decoderFor(encoding: Encoding, first: Buffer): Transform {
  if (encoding === 'gzip') return zlib.createGunzip()
  if (encoding === 'br') return zlib.createBrotliDecompress()
  if (encoding === 'zstd') return zlib.createZstdDecompress()
  return isZlib(first) ? zlib.createInflate() : zlib.createInflateRaw()
}

export const undecodable = (encodings: readonly Encoding[]) =>
  malformed(`the body is not what its Content-Encoding says: ${encodings.join(', ')}`)
