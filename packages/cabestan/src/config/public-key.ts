import { PublicKey } from '@cabestan/protocol/names'
import type { Read } from './problems.ts'

/** An entry of `keys`: a key itself, or a file with one or several keys. */
export type KeySource =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'file'; readonly path: string }

/** How each kind of public key begins. Anything else in `keys` is a path. */
const keyStart = /^(ssh-[a-z0-9]+|ecdsa-sha2-\S+|sk-(ssh|ecdsa)-\S+) /
const privateKey = /PRIVATE KEY-----|^PuTTY-User-Key-File/m
const rfc4716 = /^---- BEGIN SSH2 PUBLIC KEY ----\r?\n(.*?)^---- END SSH2 PUBLIC KEY ----/ms

export function readPublicKey(text: string): Read<KeySource> {
  const entry = text.trim()
  if (privateKey.test(entry)) return { problem: 'key-is-private' }
  if (keyStart.test(`${entry} `)) {
    const key = oneKey(entry)
    return key === null ? { problem: 'public-key' } : { value: { type: 'key', key } }
  }
  if (entry === '' || /\p{Cc}/u.test(entry)) return { problem: 'public-key' }
  return { value: { type: 'file', path: entry } }
}

/**
 * The keys of a public key file: OpenSSH's form, one key a line, or the form in which PuTTYgen's “Save public
 * key” writes (RFC 4716).
 */
export function readPublicKeyFile(text: string): Read<string[]> {
  if (privateKey.test(text)) return { problem: 'key-is-private' }
  const keys = rfc4716.test(text) ? [fromRfc4716(text)] : lines(text).map(oneKey)
  if (keys.length === 0) return { problem: 'public-key' }
  const good = keys.filter((key) => key !== null)
  return good.length === keys.length ? { value: good } : { problem: 'public-key' }
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

function oneKey(line: string): string | null {
  const [type = '', body = '', ...comment] = line.split(/[ \t]+/)
  const key = [type, body, ...comment].join(' ')
  return PublicKey.safeParse(key).success && typeOf(Buffer.from(body, 'base64')) === type ? key : null
}

function fromRfc4716(text: string): string | null {
  const block = (text.match(rfc4716)?.[1] ?? '').replace(/\\\r?\n/g, '')
  const comment = block.match(/^Comment: *"?([^"\r\n]*)"?/im)?.[1] ?? ''
  const body = lines(block)
    .filter((line) => !line.includes(':'))
    .join('')
  const type = typeOf(Buffer.from(body, 'base64'))
  return type === null ? null : oneKey(`${type} ${body} ${comment}`.trim())
}

/**
 * The type that the key's own bytes tell. A key is a sequence of strings, each after its length: one that was
 * cut off while it was copied does not end where its last string ends, and sshd would silently ignore it.
 */
function typeOf(bytes: Buffer): string | null {
  let end = 0
  while (end + 4 <= bytes.length) end += 4 + bytes.readUInt32BE(end)
  if (end !== bytes.length || end < 8) return null
  return bytes.toString('latin1', 4, 4 + bytes.readUInt32BE(0))
}
