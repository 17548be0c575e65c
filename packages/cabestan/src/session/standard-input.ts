import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

export function isTerminal(): boolean {
  return process.stdin.isTTY === true
}

/** Everything, without the line end that editors and `echo` add; null where it is not text. */
export async function standardInput(input: Readable = process.stdin): Promise<string | null> {
  try {
    return utf8.decode(await buffer(input)).replace(/\r?\n$/, '')
  } catch {
    return null
  }
}

/** What is not UTF-8 would silently be stored as something else; a byte order mark belongs to the text. */
const utf8 = new TextDecoder('utf-8', { fatal: true })
