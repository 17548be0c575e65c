/**
 * Bytes as a text, or null where they are none. Windows writes requirements in UTF-16, and comments of 2012
 * stand in the code page of their author: neither may make a file unreadable.
 */
export function decode(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 8000).includes(0)) return null
  return decodeAs('utf-8', bytes) ?? decodeAs(declaredIn(bytes), bytes) ?? decodeAs('windows-1252', bytes)
}

/** PEP 263: one of the first two lines may name the encoding. */
function declaredIn(bytes: Buffer): string | null {
  const [first = '', second = ''] = bytes.subarray(0, 400).toString('latin1').split('\n')
  return /^[ \t\f]*#.{0,100}?coding[:=][ \t]*([-\w.]{1,30})/m.exec(`${first}\n${second}`)?.[1] ?? null
}

function decodeAs(encoding: string | null, bytes: Buffer): string | null {
  if (encoding === null) return null
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
