import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Json } from '../contract/json.ts'
import { giveBackDecoded, pieceSize } from '../ingest/body/bytes.ts'

/**
 * Measured on events of 50 KB: a third of the time of level 3, and no larger. The sum tells what was damaged, and what is
 * read with another dictionary: either could be JSON still.
 */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 }
const options = { params, chunkSize: pieceSize }
/** What was stored is smaller than this; a damaged frame may claim anything. */
const largest = { maxOutputLength: 64 * 1024 * 1024 }

export function pack(body: Uint8Array, dictionary?: Uint8Array): Buffer {
  return zstdCompressSync(body, { ...options, dictionary })
}

/** In pieces of that size, for callers that return them at once. */
export function unpack(payload: Uint8Array, dictionary?: Uint8Array): Uint8Array {
  return zstdDecompressSync(payload, { ...largest, chunkSize: pieceSize, dictionary })
}

/** Null if it is damaged. */
export function unpackQuietly(payload: Uint8Array, dictionary?: Uint8Array): Uint8Array | null {
  try {
    return unpack(payload, dictionary)
  } catch {
    return null
  }
}

/** The payload with its dictionary as it is stored, which is packed too, without one. */
export function unpackStored(payload: Uint8Array, dictionary: Uint8Array | null): Uint8Array {
  if (!dictionary) return zstdDecompressSync(payload, largest)
  const unpacked = unpack(dictionary)
  const body = zstdDecompressSync(payload, { ...largest, dictionary: unpacked })
  giveBackDecoded(unpacked)
  return body
}

export function parseBody(body: Uint8Array): Json {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()) as Json
}
