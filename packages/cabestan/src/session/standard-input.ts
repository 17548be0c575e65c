import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

export function isTerminal(): boolean {
  return process.stdin.isTTY === true
}

/** All of it, without the line end that editors and `echo` put behind a value; null where it is no text. */
export async function standardInput(input: Readable = process.stdin): Promise<string | null> {
  try {
    return utf8.decode(await buffer(input)).replace(/\r?\n$/, '')
  } catch {
    return null
  }
}

/** What is not UTF-8 would be put by in silence as something else; a byte order mark belongs to the text. */
const utf8 = new TextDecoder('utf-8', { fatal: true })
