import { gzipSync } from 'node:zlib'

export type Files = Readonly<Record<string, string>>

const block = 512

/** Text files as a tar.gz that any tar reads: POSIX ustar, one header and one padded content for each. */
export function archive(files: Files, directory: string, now: number): Buffer {
  const entries = Object.entries(files).flatMap(([name, text]) => {
    const content = Buffer.from(text)
    return [header(`${directory}/${name}`, content.length, now), content, padding(content.length)]
  })
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * block)]))
}

function header(name: string, size: number, now: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0, 100)
  bytes.write(octal(0o600, 7), 100)
  bytes.write(octal(0, 7), 108)
  bytes.write(octal(0, 7), 116)
  bytes.write(octal(size, 11), 124)
  bytes.write(octal(Math.floor(now / 1000), 11), 136)
  bytes.write('0', 156)
  bytes.write('ustar\u000000', 257)
  // The sum counts its own field as spaces.
  bytes.fill(' ', 148, 156)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${octal(sum, 6)}\u0000 `, 148)
  return bytes
}

function octal(number: number, digits: number): string {
  return number.toString(8).padStart(digits, '0')
}

function padding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block)
}
