import { endOfCard } from './card.ts'
import { match, skip } from './match.ts'

export interface Span {
  readonly from: number
  readonly to: number
}

const none: readonly Span[] = []

/**
 * What is a secret whatever it is called: keys, tokens, passwords in addresses, card numbers. `at` is the last letter of
 * its beginning. Null where this is none of these, so that it may be a name.
 */
export function tokenAt(text: string, at: number): readonly Span[] | null {
  const last = text.charCodeAt(at)
  if (last === slash) return text.startsWith('://', at - 2) ? userInfo(text, at + 1) : null
  if (isDigit(last) && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at - 2)))
    return isDigit(text.charCodeAt(at - 4)) ? none : cardAt(text, at - 3)
  if (text.charCodeAt(at - 3) === upperA && (last | 0x20) === 0x61) return opaqueAt(text, at - 3)
  const next = beginnings.get(threeLetters(text, at))
  return next === undefined || (next !== 0 && (text.charCodeAt(at + 1) | 0x20) !== next)
    ? null
    : opaqueAt(text, at - 2)
}

const slash = 0x2f
/** Of `AKIA` and `AIza`, whose beginnings have four letters. */
const upperA = 0x41

function threeLetters(text: string, at: number): number {
  return (text.charCodeAt(at - 2) << 16) + (text.charCodeAt(at - 1) << 8) + text.charCodeAt(at)
}

/** The first three letters of what `opaque` matches, each with the fourth in small letters, or 0. */
const beginnings = new Map(
  'eyJ ghp ghr gho ghu ghs git glp xox sk_ rk_ whs npm pyp SG. $ar $2a $2b $2y pbk --B Bear bear BEAR Basi basi BASI'
    .split(' ')
    .map((word) => [threeLetters(word, 2), word.length > 3 ? word.charCodeAt(3) | 0x20 : 0] as const),
)

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function cardAt(text: string, from: number): readonly Span[] {
  const to = endOfCard(text, from)
  return to < 0 ? none : [{ from, to }]
}

const opaque =
  /(eyJ)|(A(?:KI|SI|BI|CC|RO|ID)A[A-Z0-9]{16}|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_(?:live|test)_|whsec_|AIza|npm_|pypi-AgEI|SG\.)|(\$argon2|\$2[aby]\$|pbkdf2_)|(--BEGIN )|([Bb]earer |BEARER |[Bb]asic |BASIC )/y

function opaqueAt(text: string, from: number): readonly Span[] | null {
  if (from < 0) return null
  opaque.lastIndex = from
  const found = opaque.exec(text)
  if (found === null) return null
  if (found[1] !== undefined) return isWithinWord(text, from) ? none : run(text, from, tokenLetters)
  if (found[2] !== undefined) return isWithinWord(text, from) ? none : run(text, from, keyLetters)
  if (found[3] !== undefined) return run(text, from, hashLetters)
  return found[4] !== undefined ? privateKey(text, from - 3) : credentialsAfter(text, opaque.lastIndex)
}

function isWithinWord(text: string, from: number): boolean {
  return from > 0 && alphanumeric.test(text[from - 1] ?? '')
}

const alphanumeric = /[A-Za-z0-9]/
const keyLetters = /[\w.-]*/y
const hashLetters = /[\w$./=,+-]*/y
const tokenLetters = /[\w.=-]*/y
const shortest = 20

function run(text: string, from: number, letters: RegExp): readonly Span[] {
  const to = skip(text, from, letters)
  return to - from < shortest ? none : [{ from, to }]
}

/** To its end, or where a text was cut off to the end of the text. */
function privateKey(text: string, from: number): readonly Span[] {
  const titled = match(text, from, keyTitle)
  if (titled < 0) return none
  const end = text.indexOf('-----END ', titled)
  return [{ from, to: end < 0 ? text.length : skip(text, end + 9, keyEnd) }]
}

const keyTitle = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/y
const keyEnd = /[A-Z0-9 ]{0,60}-{0,5}/y

/** `Bearer abc`, but not “basic authentication”. */
function credentialsAfter(text: string, at: number): readonly Span[] {
  const from = skip(text, at, blanks)
  const to = skip(text, from, credentialLetters)
  return to - from < 6 || word.test(text.slice(from, to)) ? none : [{ from, to }]
}

const blanks = / {0,8}/y
const credentialLetters = /[\w.~+/=-]*/y
const word = /^(?:[A-Z]?[a-z]+|[A-Z]+)[.-]?$/

/**
 * `://user:password@`. A password may hold a slash or an @ that nobody encoded: what there is before the last @ that
 * can be meant goes. A port has digits alone.
 */
function userInfo(text: string, from: number): readonly Span[] {
  if (text.charCodeAt(from) === slash) return none
  const near = text.slice(from, from + longestUser)
  if (!near.includes('@')) return none
  const address = near.slice(0, skip(near, 0, userLetters))
  const at = lastAt(address)
  if (at < 0 || port.test(address)) return none
  const between = address.indexOf(':')
  if (between >= 0 && between < at)
    return at - between < 2 ? none : [{ from: from + between + 1, to: from + at }]
  // `https://TOKEN@host`: the name of a person or a role is shorter, and of letters.
  return at >= 20 && digit.test(address.slice(0, at)) ? [{ from, to: from + at }] : none
}

const userLetters = /[^\s"'`<>\\,;(){}[\]|?#]*/y
const longestUser = 300
const port = /^[^:/@]*(?::\d*)?\//
const digit = /\d/

/** Not that of a name of npm’s, `/@scope`. */
function lastAt(address: string): number {
  let at = address.lastIndexOf('@')
  while (at > 0 && address[at - 1] === '/') at = address.lastIndexOf('@', at - 1)
  return at
}
