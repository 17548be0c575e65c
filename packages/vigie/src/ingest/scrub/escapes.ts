import { type CompiledRules, isSecret } from './rules.ts'
import type { Span } from './span.ts'

/**
 * A name of which letters are escaped. `%70assword=x` and `"\u0070assword": "x"`: no client writes it so, and every
 * server reads it. `contrase%C3%B1a=x` and `"contrase\u00f1a": "x"`: every client does. Null where nothing is escaped here.
 */
export function escapedAt(text: string, at: number, rules: CompiledRules): readonly Span[] | null {
  const from = at - 2
  const first = text.charCodeAt(from)
  if (first !== percent && first !== backslash) return null
  if (first === percent) return encodedAt(text, from, rules)
  if (text[from + 1] !== 'u') return null
  // What comes behind another one was judged with it.
  if (text.startsWith('\\u', from - 6)) return []
  return isWritten(text.slice(from + 2, from + 6)) ? member(text, from, rules) : []
}

const percent = 0x25
const backslash = 0x5c

function encodedAt(text: string, from: number, rules: CompiledRules): readonly Span[] | null {
  const code = text.slice(from + 1, from + 3)
  if (code === '40') return encodedUser(text, from)
  return isLetter(code) ? pair(text, from, rules) : null
}

/** `https%3A%2F%2Fuser%3Apassword%40host`, an address within another one. */
function encodedUser(text: string, from: number): readonly Span[] | null {
  const before = text.slice(Math.max(0, from - longest), from)
  const scheme = before.toUpperCase().lastIndexOf('%3A%2F%2F')
  if (scheme < 0) return null
  const password = /^[^\s"'&%]{0,80}%3A((?:[^\s"'&%/]|%(?!2F|40)[\dA-F]{2})+)$/i.exec(
    before.slice(scheme + 9),
  )?.[1]
  return password === undefined ? null : [{ from: from - password.length, to: from }]
}

function isWritten(code: string): boolean {
  return code.startsWith('00') ? isLetter(code.slice(2)) : /^[\da-f]{4}$/i.test(code)
}

/** Of ASCII; of Latin-1 as JSON writes it; or the first byte of one of Latin-1 in UTF-8. */
function isLetter(hexadecimal: string): boolean {
  return /^(?:4[1-9a-f]|5[\da]|6[1-9a-f]|7[\da]|[c-f][\da-f])$/i.test(hexadecimal)
}

const longest = 200

function pair(text: string, from: number, rules: CompiledRules): readonly Span[] {
  // What comes behind another one was judged with it.
  if (text.charCodeAt(from - 3) === percent) return []
  let start = from
  while (start > 0 && from - start < longest && !delimiter.test(text[start - 1] ?? '')) start--
  const name = /^([^&?;\s"'=]+)=/.exec(text.slice(start, start + longest + 1))?.[1]
  if (name === undefined || !isSecret(decoded(name), rules)) return []
  const value = start + name.length + 1
  const length = text.slice(value).search(/[&\s"']/)
  return [{ from: value, to: length < 0 ? text.length : value + length }]
}

const delimiter = /[&?;\s"'=]/

function decoded(name: string): string {
  return name.replace(/(?:%[\da-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  )
}

function member(text: string, from: number, rules: CompiledRules): readonly Span[] {
  const before = text.slice(Math.max(0, from - longest), from)
  const start = from - before.length + before.lastIndexOf('"') + 1
  const end = from + text.slice(from, from + longest).indexOf('"')
  if (end < from) return []
  const name = text
    .slice(start, end)
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  const value = /^"\s{0,8}:\s{0,8}(?:"((?:[^"\\]|\\.)*)|([\d.eE+-]+))/s.exec(text.slice(end, end + 4_096))
  if (value === null || !isSecret(name, rules)) return []
  const to = end + value[0].length
  return [{ from: to - (value[1] ?? value[2] ?? '').length, to }]
}
