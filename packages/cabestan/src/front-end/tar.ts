import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, readlink } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Files of a directory as a tar, in the form that POSIX gave it in 2001. Of our own, because the `tar` of a Mac adds
 * files of its own to it, and that of Windows knows neither links nor who may execute.
 */
export async function writeArchive(
  archive: string,
  directory: string,
  paths: readonly string[],
): Promise<void> {
  await pipeline(Readable.from(blocks(directory, paths)), createWriteStream(archive))
}

const blockSize = 512

async function* blocks(directory: string, paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    const file = join(directory, ...path.split('/'))
    const stat = await lstat(file).catch(() => null)
    if (stat?.isSymbolicLink())
      yield* entry({ path, type: '2', size: 0, link: (await readlink(file)).split(sep).join('/') })
    else if (stat?.isFile()) {
      yield* entry({ path, type: '0', size: stat.size, executable: (stat.mode & 0o100) !== 0 })
      yield* contentOf(file, stat.size)
    }
  }
  yield Buffer.alloc(2 * blockSize)
}

interface Entry {
  readonly path: string
  readonly type: '0' | '2' | 'x'
  readonly size: number
  readonly link?: string
  readonly executable?: boolean
}

/** What does not fit into the old header comes before it in a longer form. */
async function* entry(one: Entry): AsyncGenerator<Uint8Array> {
  const { path, link = '' } = one
  const long = Object.entries({ path, linkpath: link }).filter(([, value]) => !isShort(value))
  if (long.length > 0) {
    const records = Buffer.concat(long.map(([name, value]) => record(name, value)))
    yield header({ path: 'PaxHeaders/file', type: 'x', size: records.length })
    yield padded(records)
  }
  yield header(one)
}

function isShort(text: string): boolean {
  return Buffer.byteLength(text) <= 100 && /^[\x20-\x7e]*$/.test(text)
}

/** `25 path=static/été.css`: its length counts itself. */
function record(name: string, value: string): Buffer {
  const rest = Buffer.from(` ${name}=${value}\n`)
  let length = rest.length
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function header({ path, type, size, link = '', executable = false }: Entry): Buffer {
  const block = Buffer.alloc(blockSize)
  const fields: readonly (readonly [offset: number, text: string])[] = [
    [0, isShort(path) ? path : 'long'],
    [100, octal(executable ? 0o755 : 0o644, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(size, 12)],
    [136, octal(0, 12)],
    [148, '        '],
    [156, type],
    [157, isShort(link) ? link : 'long'],
    [257, 'ustar\u000000'],
  ]
  for (const [offset, text] of fields) block.write(text, offset, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize)])
}

async function* contentOf(file: string, size: number): AsyncGenerator<Uint8Array> {
  if (size > 0) yield* createReadStream(file, { end: size - 1 })
  yield Buffer.alloc((blockSize - (size % blockSize)) % blockSize)
}
