import { isObject } from '../../contract/json.ts'
import { malformed } from '../refusal.ts'
import { prune } from './prune.ts'

export type Fields = Record<string, unknown>

/**
 * JSON as clients write it, whose bytes are nobody else's: with a byte-order mark, broken UTF-8, Python's NaN and Infinity, control characters in
 * strings, and integers that lose their last digits as numbers.
 */
export function parseJson(bytes: Buffer): unknown {
  prune(bytes)
  const text = withoutMark(bytes.toString('utf8'))
  try {
    return parse(text)
  } catch {
    return parseLoosely(text)
  }
}

/** Null for any other kind of JSON value. */
export function fieldsOrNull(bytes: Buffer): Fields | null {
  try {
    const value = parseJson(bytes)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** A program that crashes may write only half of it; that it crashed is reported all the same. */
export function objectIn(json: string): Fields {
  return fieldsOrNull(Buffer.from(json)) ?? {}
}

function parse(text: string): unknown {
  return hasLongInteger(text) ? JSON.parse(text, keepingDigits as Reviver) : JSON.parse(text)
}

type Reviver = (this: unknown, key: string, value: unknown) => unknown

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

const long = 16

/** So many digits in a row include one at each of these positions, so other texts need no closer look. */
function hasLongInteger(text: string): boolean {
  for (let at = long - 1; at < text.length; at += long) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x39) continue
    const end = endOfDigits(text, at)
    if (isLongInteger(text, at, end)) return true
    at = end
  }
  return false
}

function isLongInteger(text: string, at: number, end: number): boolean {
  let start = at
  while (isDigit(text, start - 1)) start -= 1
  return end - start >= long && /[:,[\s-]/.test(text.charAt(start - 1))
}

function endOfDigits(text: string, at: number): number {
  let end = at
  while (isDigit(text, end)) end += 1
  return end
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}

/** An id of 18 digits must stay what it is, and not become the nearest double. */
function keepingDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isInexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isInexact && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value
}

const loose = /"(?:[^"\\]|\\[\s\S])*"|-?\b(?:NaN|Infinity)\b/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f]/g

function parseLoosely(text: string): unknown {
  const strict = text.replace(loose, (token) =>
    token.startsWith('"') ? token.replace(controls, escaped) : 'null',
  )
  try {
    return parse(strict)
  } catch {
    throw malformed('the payload is no JSON')
  }
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`
}
