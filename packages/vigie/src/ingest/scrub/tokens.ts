import { isCardNumber } from './card.ts'

export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * What is a secret whatever it is called: keys, tokens, passwords in addresses, card numbers. Null where the hit is no
 * beginning of one of these, so that it may be a name.
 */
export function tokenAt(text: string, from: number, to: number): readonly Span[] | null {
  const first = text.charCodeAt(from)
  if (first === colon) return userInfo(text, to)
  if (first >= 0x30 && first <= 0x39) return cardAt(text, from)
  if (first === dash) return privateKey(text, from)
  if (first === dollar) return run(text, from, /[\w$./=,+-]*/y, 20)
  const hit = text.slice(from, to)
  if (/^(?:bearer|basic) $/i.test(hit)) return credentialsAfter(text, to)
  if (hit === 'eyJ') return isWithinWord(text, from) ? [] : jwt(text, from)
  if (/^pbkdf2_$/i.test(hit)) return run(text, from, /[\w$./=+-]*/y, 20)
  if (opaque.test(hit)) return isWithinWord(text, from) ? [] : run(text, from, /[\w.-]*/y, 20)
  return null
}

const colon = 0x3a
const dash = 0x2d
const dollar = 0x24
const opaque =
  /^(?:A[A-Z]{3}[A-Z0-9]{16}|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_(?:live|test)_|AIza|npm_\w+|pypi-AgEI|SG\..*)$/

function isWithinWord(text: string, from: number): boolean {
  return from > 0 && /[A-Za-z0-9]/.test(text[from - 1] ?? '')
}

function run(text: string, from: number, letters: RegExp, shortest: number): readonly Span[] {
  const to = endOf(text, from, letters)
  return to - from < shortest ? [] : [{ from, to }]
}

function endOf(text: string, from: number, letters: RegExp): number {
  letters.lastIndex = from
  letters.exec(text)
  return Math.max(letters.lastIndex, from)
}

function jwt(text: string, from: number): readonly Span[] {
  const to = endOf(text, from, /[\w.=-]*/y)
  return text.slice(from, to).split('.').length >= 2 && to - from >= 24 ? [{ from, to }] : []
}

/** To its end, or where a text was cut off to the end of the text. */
function privateKey(text: string, from: number): readonly Span[] {
  const title = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/y
  title.lastIndex = from
  if (!title.test(text)) return []
  const end = text.indexOf('-----END ', title.lastIndex)
  if (end < 0) return [{ from, to: text.length }]
  return [{ from, to: endOf(text, end + 9, /[A-Z0-9 ]{0,60}-{0,5}/y) }]
}

/** `Bearer abc`, but not “basic authentication”. */
function credentialsAfter(text: string, at: number): readonly Span[] {
  const from = endOf(text, at, / {0,8}/y)
  const to = endOf(text, from, /[\w.~+/=-]*/y)
  const word = text.slice(from, to)
  if (word.length < 6 || /^(?:[a-z]+|[A-Z]?[a-z]+|[A-Z]+)[.-]?$/.test(word)) return []
  return [{ from, to }]
}

/** `://user:password@`: a password may hold a slash or an @ that nobody encoded, a port has digits alone. */
function userInfo(text: string, from: number): readonly Span[] {
  const to = endOf(text, from, /[^\s"'`<>\\,;(){}[\]|]*/y)
  const address = text.slice(from, to)
  const at = address.lastIndexOf('@')
  if (at < 0) return []
  const authority = address.search(/[/?#]/)
  const between = address.indexOf(':')
  if (authority >= 0 && authority < at) {
    const nearest = address.lastIndexOf('@', authority)
    if (nearest >= 0) return passwordOf(address, nearest, from)
    const isPort = /^[^:/?#]*(?::\d*)?[/?#]/.test(address)
    return isPort || between < 0 || between > authority ? [] : passwordOf(address, at, from)
  }
  return passwordOf(address, at, from)
}

function passwordOf(address: string, at: number, from: number): readonly Span[] {
  const between = address.indexOf(':')
  if (between >= 0 && between < at)
    return at - between < 2 ? [] : [{ from: from + between + 1, to: from + at }]
  // `https://TOKEN@host`: a name of a person or a role is shorter, and of letters.
  return at >= 20 && /\d/.test(address.slice(0, at)) ? [{ from, to: from + at }] : []
}

function cardAt(text: string, hit: number): readonly Span[] {
  let from = hit
  while (from > 0 && hit - from < 20 && /[\d.A-Fa-f-]/.test(text[from - 1] ?? '')) from--
  const before = text[from - 1] ?? ''
  const to = endOf(text, hit, /\d(?:[ -]?\d)*/y)
  if (from !== hit || /[\w.]/.test(before) || /[A-Fa-f0-9]/.test(text[to] ?? ''))
    return [{ from: to, to }].slice(1)
  return isCardNumber(text.slice(hit, to)) ? [{ from: hit, to }] : []
}
