import * as zlib from 'node:zlib'
import { limits } from '../limits.ts'
import { malformed, tooLarge } from '../refusal.ts'
import { pieceSize } from './bytes.ts'
import { isZlib } from './encodings.ts'

/**
 * Of the older endpoint: JSON, or, and nothing says so, zlib or gzip of it, or either in base64; browsers of old sent
 * it as a form's field.
 */
export function unwrapStoreBody(body: Buffer): Buffer {
  const first = firstByte(body)
  if (first === brace || body.length === 0) return body
  if (isZlib(body) || isGzip(body)) return inflate(body)
  const text = body.toString('latin1').trim()
  if (text.startsWith('sentry_data=')) return unwrapStoreBody(formField(text))
  if (!/^[\w+/=\s-]+$/.test(text)) return body
  const decoded = Buffer.from(text, 'base64')
  return isZlib(decoded) || isGzip(decoded) ? inflate(decoded) : decoded
}

const brace = 0x7b

/** After a byte-order mark and spaces. */
function firstByte(body: Buffer): number | undefined {
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  while (at < body.length && (body[at] ?? 0) <= 0x20) at++
  return body[at]
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function inflate(body: Buffer): Buffer {
  try {
    return zlib.unzipSync(body, { maxOutputLength: limits.event, chunkSize: pieceSize })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge('the event')
    throw malformed('the body is no JSON, nor zlib of it')
  }
}

function formField(text: string): Buffer {
  return Buffer.from(new URLSearchParams(text).get('sentry_data') ?? '', 'utf8')
}
