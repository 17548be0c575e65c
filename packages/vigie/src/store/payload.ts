import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Json } from '../contract/json.ts'
import { pieceSize } from '../ingest/bytes.ts'

/** Measured on events of 50 KB: a third of the time of level 3, and no larger. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: pieceSize }
/** What was taken is smaller; a damaged frame may say anything. */
const largest = { maxOutputLength: 64 * 1024 * 1024 }

export function pack(body: Uint8Array): Buffer {
  return zstdCompressSync(body, options)
}

export function unpack(payload: Uint8Array): Uint8Array {
  return zstdDecompressSync(payload, largest)
}

export function parseBody(body: Uint8Array): Json {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()) as Json
}
