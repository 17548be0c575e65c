import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'

/** A small body that would be a gigabyte, in each of the encodings. */
export async function bomb(encoding: 'gzip' | 'br' | 'zstd'): Promise<Buffer> {
  const packer = {
    gzip: () => createGzip({ level: 1 }),
    br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    zstd: () => createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  }[encoding]()
  const parts: Buffer[] = []
  packer.on('data', (part: Buffer) => parts.push(part))
  const block = Buffer.alloc(16 * 1024 * 1024, 'a')
  packer.write('{"message":"')
  for (let at = 0; at < 64; at += 1) {
    if (!packer.write(block)) await new Promise((resolve) => packer.once('drain', resolve))
  }
  packer.end()
  await new Promise((resolve) => packer.once('end', resolve))
  return Buffer.concat(parts)
}

/** One within the other: what comes out of the first is a bomb again. */
export async function nestedBomb(): Promise<Buffer> {
  const inner = await bomb('br')
  return gzipSync(zstdCompressSync(brotliCompressSync(inner)))
}

/** As much as is asked for, without ever holding it. */
export async function* flood(bytes: number, begin = ''): AsyncGenerator<Buffer> {
  const block = Buffer.alloc(64 * 1024, 'a')
  yield Buffer.from(begin)
  for (let sent = 0; sent < bytes; sent += block.length) yield block
}

/** So many bytes, to the last one. */
export async function* exactly(bytes: number, begin: string): AsyncGenerator<Buffer> {
  const block = Buffer.alloc(64 * 1024, 'a')
  yield Buffer.from(begin)
  for (let left = bytes - Buffer.byteLength(begin); left > 0; left -= block.length)
    yield block.subarray(0, Math.min(left, block.length))
}
