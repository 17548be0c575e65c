import { CabestanError } from './failures.ts'

/** The longest line that either side accepts: long enough for a whole description, too short for a flood. */
export const maxLineBytes = 16 * 1024 * 1024

/**
 * Cuts a stream of bytes into lines of JSON. A peer that sends something else gets an error, never a hang, a
 * crash or a growing memory.
 */
export async function* readJsonLines(
  source: AsyncIterable<Uint8Array>,
  limit: number = maxLineBytes,
): AsyncGenerator<unknown> {
  for await (const line of readLines(source, limit)) {
    if (line.length > 0) yield parseLine(line)
  }
}

export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

async function* readLines(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...parts, chunk.subarray(start, end)])
      if (line.length > limit) throw garbage(line)
      parts = []
      size = 0
      start = end + 1
      yield line
    }
    parts.push(chunk.subarray(start))
    size += chunk.length - start
    if (size > limit) throw garbage(Buffer.concat(parts))
  }
  // A last line without a line end may be incomplete, so it is dropped.
  if (size > 0) throw garbage(Buffer.concat(parts))
}

function parseLine(line: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(line))
  } catch (cause) {
    throw garbage(line, cause)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function garbage(line: Buffer, cause?: unknown): CabestanError {
  const start = line
    .subarray(0, 200)
    .toString('latin1')
    .replace(/\p{Cc}/gu, ' ')
  return new CabestanError('protocol.garbage', { start }, { cause })
}
