import { text } from 'node:stream/consumers'

export function isTerminal(): boolean {
  return process.stdin.isTTY === true
}

/** All of it, without the line end that editors and `echo` put behind a value. */
export async function standardInput(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '')
}
