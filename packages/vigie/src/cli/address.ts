import type { Reader } from '../store/reader.ts'

/** Under which it is reached, as it was said last. */
export function storedUrl(reader: Pick<Reader, 'setting'>): string | null {
  const stored = reader.setting('url')
  return stored === null ? null : (JSON.parse(stored) as string)
}

export function localUrl(address: string, port: number): string {
  const isEverywhere = address === '0.0.0.0' || address === '::'
  const host = isEverywhere ? '127.0.0.1' : address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
}
