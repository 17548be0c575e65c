import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, readlink } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tarEnd, tarHead, tarPadding } from '../tar.ts'

/** Files of a directory, as a tar. */
export async function writeArchive(
  archive: string,
  directory: string,
  paths: readonly string[],
): Promise<void> {
  await pipeline(Readable.from(pieces(directory, paths)), createWriteStream(archive))
}

async function* pieces(directory: string, paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    const file = join(directory, ...path.split('/'))
    const stat = await lstat(file).catch(() => null)
    if (stat?.isSymbolicLink()) {
      const to = (await readlink(file)).split(sep).join('/')
      yield tarHead({ path, type: 'link', bytes: 0, mode: 0o644, to })
    } else if (stat?.isFile()) {
      const mode = (stat.mode & 0o100) === 0 ? 0o644 : 0o755
      yield tarHead({ path, type: 'file', bytes: stat.size, mode })
      yield* contentOf(file, stat.size)
    }
  }
  yield tarEnd
}

async function* contentOf(file: string, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes > 0) yield* createReadStream(file, { end: bytes - 1 })
  yield tarPadding(bytes)
}
