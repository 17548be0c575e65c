import { inAddress } from './addresses.ts'
import { endOfCard } from './card.ts'
import { match, skip } from './match.ts'
import { none, type Span } from './span.ts'

/**
 * What is a secret whatever it is called: keys, tokens, passwords in addresses, card numbers. `at` is the last letter of
 * its beginning. Null where this is none of these, so that it may be a name.
 */
export function tokenAt(text: string, at: number): readonly Span[] | null {
  const last = text.charCodeAt(at)
  if (last === slash) return inAddress(text, at)
  if (isDigit(last) && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at - 2)))
    return isDigit(text.charCodeAt(at - 4)) ? none : cardAt(text, at - 3)
  if (text.charCodeAt(at - 3) === upperA && (last | 0x20) === 0x61) return opaqueAt(text, at - 3)
  if (last === upperK && text.charCodeAt(at - 1) === upperS) return opaqueAt(text, at - 1)
  const next = beginnings.get(threeLetters(text, at))
  return next === undefined || (next !== 0 && (text.charCodeAt(at + 1) | 0x20) !== next)
    ? null
    : (opaqueAt(text, at - 2) ?? longerAt(text, at))
}

const slash = 0x2f
/** Of `AKIA` and `AIza`, whose beginnings have four letters. */
const upperA = 0x41
const [upperK, upperS] = [0x4b, 0x53]

function threeLetters(text: string, at: number): number {
  return (text.charCodeAt(at - 2) << 16) + (text.charCodeAt(at - 1) << 8) + text.charCodeAt(at)
}

/** The first three letters of what `opaque` matches, each with the fourth in small letters, or 0. */
const beginnings = new Map(
  'eyJ ghp ghr gho ghu ghs git glp glr glsa gloa xox xapp sk- hf_ hvs. shp sntr ya29 PX- $1$ $5$ $6$ $y$ sk_ rk_ whs npm pyp SG. $ar $2a $2b $2y {SSH {SHA {SMD {MD5 pbk --B Bear bear BEAR Basi basi BASI'
    .split(' ')
    .concat('op_v', 'oo_v', 'gd_', 'TT3', 'api', 'AK-', 'ey-')
    .map((word) => [threeLetters(word, 2), word.length > 3 ? word.charCodeAt(3) | 0x20 : 0] as const),
)

/** Beginnings of which only the end is found, or three letters and what stands behind them. */
const longer = 'gsk_ GOCSPX- dop_ doo_ figd_ ATATT3 dapi PMAK- NRAK- key-'.split(' ')
const puttyHead = 'PuTTY-User-Key-'

function longerAt(text: string, at: number): readonly Span[] | null {
  const word = longer.find((each) => text.startsWith(each, at + 1 - each.length))
  if (word !== undefined) return opaqueAt(text, at + 1 - word.length)
  return text.startsWith(puttyHead, at + 1 - puttyHead.length)
    ? puttyKey(text, at + 1 - puttyHead.length)
    : null
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function cardAt(text: string, from: number): readonly Span[] {
  const to = endOfCard(text, from)
  return to < 0 ? none : [{ from, to }]
}

const opaque =
  /(eyJ|ATATT3)|(A(?:KI|SI|BI|CC|RO|ID)A[A-Z0-9]{16}|gh[pousr]_|github_pat_|gl(?:pat|ptt|rt|soat|oas)-|glsa_|xox[abeoprs]-|xapp-|[rs]k_(?:live|test)_|gsk_|sk-(?:[a-z]{2,8}\d{0,2}-){0,2}(?=[\w-]{0,60}[A-Z]|[a-z\d]{16})|whsec_|AIza|npm_|pypi-AgEI|SG\.|hf_[A-Za-z\d]{30}|hvs\.|shp(?:at|ca|pa|ss)_|sntry[su]_|ya29\.|GOCSPX-|do[op]_v1_|figd_|dapi[\da-f]{32}|PMAK-|NRAK-|SK[\da-f]{32}(?!\w)|key-[\da-z]{32}(?!\w))|(\$argon2|\$2[aby]\$|\$[156y]\$|\{S?(?:SHA(?:256|384|512)?|MD5)\}|pbkdf2_)|(--BEGIN )|([Bb]earer |BEARER |[Bb]asic |BASIC )/y

function opaqueAt(text: string, from: number): readonly Span[] | null {
  if (from < 0) return null
  opaque.lastIndex = from
  const found = opaque.exec(text)
  if (found === null) return null
  if (found[1] !== undefined) return isWithinWord(text, from) ? none : run(text, from, tokenLetters)
  if (found[2] !== undefined) return isWithinWord(text, from) ? none : key(text, from)
  if (found[3] !== undefined) return hash(text, from, opaque.lastIndex)
  return found[4] !== undefined ? privateKey(text, from - 3) : credentialsAfter(text, opaque.lastIndex)
}

function isWithinWord(text: string, from: number): boolean {
  return from > 0 && alphanumeric.test(text[from - 1] ?? '')
}

const alphanumeric = /[A-Za-z0-9]/
/** Enough of them to tell a key. */
const firstLetters = /[\w.-]{0,200}/y
const keyLetters = /[\w.-]*/y
const hashLetters = /[\w$./=,+-]*/y
const tokenLetters = /[\w.=-]*/y
const shortest = 20

function run(text: string, from: number, letters: RegExp): readonly Span[] {
  const to = skip(text, from, letters)
  return to - from < shortest ? none : [{ from, to }]
}

/** Behind its kind, which may stand in braces. */
function hash(text: string, from: number, behind: number): readonly Span[] {
  const to = skip(text, behind, hashLetters)
  return to - from < shortest ? none : [{ from, to }]
}

/** No name of a script or a class, which has no digit: `npm_lifecycle_event`. Amazon's and Hugging Face's need not have any. */
function key(text: string, from: number): readonly Span[] {
  const near = skip(text, from, firstLetters)
  if (near - from < shortest) return none
  const needsNone = text[from] === 'A' || text[from] === 'h'
  return needsNone || /\d/.test(text.slice(from + 5, near)) ? run(text, from, keyLetters) : none
}

/** A key that begins with its name, or whose head does not begin as ours do: `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----`. */
export function keyWithName(text: string, { from, to }: Span): Span | null {
  const named = match(text, from, namedKey)
  if (named >= 0) return { from, to: named }
  if (match(text, to, behindTitle) < 0) return null
  const end = text.indexOf('---- END ', to)
  return { from: to, to: end < 0 ? text.length : skip(text, end + 8, keyEnd) }
}

const namedKey = /AGE-SECRET-KEY-1[A-Z\d]{20,80}|tskey-\w{2,20}-[\w-]{16,80}/y
const behindTitle = / ?-{4,5}(?=\s|\\n)/y

/** To its end, or where a text was cut off to the end of the text. */
function privateKey(text: string, from: number): readonly Span[] {
  const titled = match(text, from, keyTitle)
  if (titled < 0) return none
  const end = text.indexOf('-----END ', titled)
  return [{ from, to: end < 0 ? text.length : skip(text, end + 9, keyEnd) }]
}

/** As PuTTY keeps it: kind, comment, the public part and the private one, whose check is the last line. */
function puttyKey(text: string, from: number): readonly Span[] | null {
  const titled = match(text, from, puttyTitle)
  if (titled < 0) return null
  const check = text.slice(titled).search(puttyEnd)
  return [{ from, to: check < 0 ? text.length : skip(text, titled + check, puttyCheck) }]
}

const puttyTitle = /PuTTY-User-Key-File-\d: /y
const puttyEnd = /Private-(?:MAC|Hash): /
const puttyCheck = /Private-\w{3,4}: [\da-f]*/y

const keyTitle = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/y
const keyEnd = /[A-Z0-9 ]{0,60}-{0,5}/y

/** `Bearer abc`, but not “basic authentication”. */
function credentialsAfter(text: string, at: number): readonly Span[] {
  const from = skip(text, at, blanks)
  const to = skip(text, from, credentialLetters)
  const said = text.slice(from, to)
  return to - from < 6 || word.test(said) || asked.test(said) ? none : [{ from, to }]
}

const blanks = / {0,8}/y
const credentialLetters = /[\w.~+/=-]*/y
const word = /^(?:[A-Z]?[a-z]+|[A-Z]+)[.-]?$/
/** `Bearer realm="api"`: what a server asks for. */
const asked = /^(?:realm|error|scope|charset)=/
