import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reader } from '../store/reader.ts'

/** The address that it was last told to use. */
export function storedUrl(reader: Pick<Reader, 'setting'>): string | null {
  const stored = reader.setting('url')
  return stored === null ? null : (JSON.parse(stored) as string)
}

/** Commands beside a running Vigie use the address that it announced, where nobody set one permanently. */
export function noteAddress(data: string, url: string): void {
  writeFileSync(join(data, 'address'), `${url}\n`)
}

export function notedAddress(data: string): string | null {
  try {
    return readFileSync(join(data, 'address'), 'utf8').trim()
  } catch {
    return null
  }
}

export function localUrl(address: string, port: number): string {
  const isEverywhere = address === '0.0.0.0' || address === '::'
  const host = isEverywhere ? '127.0.0.1' : address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
}
