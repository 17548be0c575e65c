/**
 * Pieces of a tar, in the form that POSIX gave it in 2001. Of our own, because the `tar` of a Mac adds files of its
 * own to it, and that of Windows knows neither links nor who may execute.
 */
export interface TarEntry {
  readonly path: string
  readonly type: 'file' | 'link'
  /** Size of the content, which follows with its padding. */
  readonly bytes: number
  readonly mode: number
  /** When it was changed; the beginning of time where that is nobody's business. */
  readonly at?: number
  /** Where a link leads. */
  readonly to?: string
}

const blockSize = 512

/**
 * What comes before an entry's content. Values that do not fit into the old header stand in an extended one before
 * it.
 */
export function tarHead(entry: TarEntry): Buffer {
  const { path, to = '', bytes, mode, at = 0 } = entry
  const old = header({ path, link: to, type: entry.type === 'link' ? '2' : '0', bytes, mode, at })
  const long = Object.entries({ path, linkpath: to }).filter(([, value]) => !isShort(value))
  if (long.length === 0) return old
  const records = Buffer.concat(long.map(([name, value]) => record(name, value)))
  const before = {
    path: 'PaxHeaders/file',
    link: '',
    type: 'x',
    bytes: records.length,
    mode: 0o644,
    at: 0,
  } as const
  return Buffer.concat([header(before), records, tarPadding(records.length), old])
}

export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((blockSize - (bytes % blockSize)) % blockSize)
}

export const tarEnd: Uint8Array = Buffer.alloc(2 * blockSize)

function isShort(text: string): boolean {
  return Buffer.byteLength(text) <= 100 && /^[\x20-\x7e]*$/.test(text)
}

/** `25 path=static/été.css`: the length includes its own digits. */
function record(name: string, value: string): Buffer {
  const rest = Buffer.from(` ${name}=${value}\n`)
  let length = rest.length
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

interface Header {
  readonly path: string
  readonly link: string
  readonly type: '0' | '2' | 'x'
  readonly bytes: number
  readonly mode: number
  readonly at: number
}

function header({ path, link, type, bytes, mode, at }: Header): Buffer {
  const block = Buffer.alloc(blockSize)
  const fields: readonly (readonly [offset: number, text: string])[] = [
    [0, isShort(path) ? path : 'long'],
    [100, octal(mode, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(bytes, 12)],
    [136, octal(Math.floor(at / 1000), 12)],
    // While the sum is computed, its own field counts as spaces.
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
