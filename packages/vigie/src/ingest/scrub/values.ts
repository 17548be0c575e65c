import { closingBracket, isClosedBefore, quotedSpan } from './brackets.ts'
import { match, skip } from './match.ts'
import type { NameVerdict } from './names.ts'
import type { Span } from './span.ts'

/** `code` is source: there `password=password` passes a name on, and only what stands in quotes is a value. */
export type Manner = 'prose' | 'code'

export interface Expected {
  readonly manner: Manner
  readonly verdict: NameVerdict
}

/**
 * The value that follows a name in whatever language the text is: `name=value`, `"name": "value"`, `'name': b'value'`,
 * `('name', 'value')`, `name => value`, `<name>value</name>`, `name="x" value="value"`, `--name value`; and as
 * `writtenRarely` has it.
 */
export function valueAfter(text: string, name: Span, expected: Expected): Span | null {
  if (isPassedBy(text, name.to) || isParsers(text, name)) return null
  const start = expected.manner === 'code' ? startInCode(text, name) : startInProse(text, name)
  if (start < 0) return null
  const span = valueSpan(text, start, expected)
  if (span === null || span.to <= span.from) return null
  const value = text.slice(span.from, Math.min(span.to, span.from + 64))
  if (isHarmless(value)) return null
  if (expected.verdict === 'opaque' && !isOpaque(text.slice(span.from, span.to))) return null
  return expected.verdict === 'measure' && isMeasure(value) ? null : span
}

const opaque = /^[\w%+/=~-]{16,}$/

/** Of digits and letters, and longer than a number or a word. */
export function isOpaque(value: string): boolean {
  return opaque.test(value) && /\d/.test(value) && /[a-z]/i.test(value)
}

/** `"auth_user"."id"`, `auth/login`, `(password)`: most names are followed by no value, and most of these are seen at once. */
function isPassedBy(text: string, at: number): boolean {
  const letter = text.charCodeAt(at)
  const next = letter === 0x22 || letter === 0x27 ? text.charCodeAt(at + 1) : letter
  return next === 0x2e || next === 0x2f || next === 0x29
}

/** `Unexpected token: punc`, as parsers of all languages say. */
function isParsers(text: string, name: Span): boolean {
  return name.to - name.from === 5 && unexpected.test(text.slice(Math.max(0, name.from - 12), name.to))
}

const unexpected = /(?:unexpected|illegal|mismatched|extraneous) token$/i

/** Nothing, a word of a language that says so, a place that is kept free for the value, what we or an SDK took out before. */
export function isHarmless(value: string): boolean {
  return harmless.test(value) || (value.length < longestWord && isSaid(value)) || standIn.test(value)
}

/** What a form, a server or a parser says of it: `password: This field is required.`, `using password: YES`, `card: visa`. */
function isSaid(value: string): boolean {
  const last = value.charCodeAt(value.length - 1)
  return sayings.has((last < 0x30 ? value.slice(0, -1) : value).toLowerCase())
}

/** Stripe's for tests, `tok_visa`, which its manual lists: a real one has digits and capitals. */
const standIn = /^(?:tok|pm_card)_[a-z]{2,20}(?:_[a-z]{2,20}){0,3}$/
const longestWord = 16
const sayings = new Set(
  'yes no not the this that a an is are was must may can cannot could should will too your you please required optional missing expired invalid malformed incorrect wrong bad unknown empty unset failed failure denied refused rejected revoked closed opened sent enabled disabled unauthorized forbidden ok ce cet cette le la les requis obligatoire invalide vide expiré este el dieses diese das questo visa mastercard amex discover diners jcb maestro unionpay'.split(
    ' ',
  ),
)

const harmless =
  /^(?:|none|null|nil|undefined|true|false|…|\?|\*+|%[srd]|%\(\w+\)s|\{\d*\}|\$\d{1,2}|\[filtered\]…?|\[\]|\{\}|\(\)|''|""|[a-z_][\w.]*\([a-z_.]*\))$/i

export function isMeasure(value: string): boolean {
  return value.length <= 40 && measure.test(value)
}

const measure = /^-?\d[\d .:+TZ-]*(?:[smhdw]|ms|days?|hours?|minutes?|seconds?)?[\d:. ]*$/

const closers = /(?:\\*["'`]|\]|%5D|%22|%27|&quot;|&#39;)*/iy
const blanks = /[ \t]*/y
const space = /\s*/y
/** `=`, `:`, `=>`, `:=`, `==`, `!=`, encoded or not; not `::` nor `://`. */
const sign =
  /(?:=>|:=|[!=]?={1,3}|:(?![:/])|:(?=\/(?!\/))|%(?:25)?3D|%(?:25)?3A(?!%(?:25)?2F%)|\\u003d|[：＝→]|->(?= ))/iy

const signLetters = new Set([...'=:!%\\：＝→-'].map((letter) => letter.charCodeAt(0)))

function signEnd(text: string, at: number): number {
  return signLetters.has(text.charCodeAt(at)) ? match(text, at, sign) : -1
}

function startInProse(text: string, name: Span): number {
  const closed = skip(text, name.to, closers)
  const at = skip(text, closed, blanks)
  const signed = signEnd(text, at)
  if (signed >= 0) return skip(text, skip(text, signed, space), typed)
  if (closed > name.to && isPair(text, name, at)) return skip(text, at + 1, space)
  if (isTag(text, name.from)) return match(text, name.to, restOfTag)
  const declared = match(text, closed, attribute)
  if (declared >= 0) return declared
  const part = match(text, closed, partHead)
  if (part >= 0) return part
  const rarely = writtenRarely(text, name, closed)
  if (rarely >= 0) return rarely
  if (at === name.to) return -1
  if (isOption(text, name.from)) return text[at] === '-' ? -1 : at
  return said.test(text.slice(name.from, name.to)) ? match(text, at, spoken) : -1
}

/** `<password>`, `<wsse:Password>` */
function isTag(text: string, from: number): boolean {
  const before = text[from - 1]
  return (
    before === '<' || (before === ':' && /<[\w.-]{1,40}:$/.test(text.slice(Math.max(0, from - 42), from)))
  )
}

/** `--password secret`, `-storepass secret` */
function isOption(text: string, from: number): boolean {
  if (text[from - 1] !== '-') return false
  return text[from - 2] === '-' || from === 1 || /[\s"'(]/.test(text[from - 2] ?? '')
}

/** Before the value, what it is: PHP's `string(7) "x"`, Erlang's `<<"x">>`, a block or a list of YAML. */
const typed = /(?:string\(\d{1,7}\) |<<)(?=")|[|>][-+]?\r?\n[ \t]+|-[ \t]+(?=\S)/y

/**
 * Erlang's and Elixir's `{name,"value"}` and `{:name, "value"}`, Lisp's `(name . "value")`, what PHP keeps of sessions
 * and objects, `{"name": "name", "value": "value"}` of whatever browser or tool, and plists.
 */
function writtenRarely(text: string, name: Span, closed: number): number {
  const before = text.slice(Math.max(0, name.from - 24), name.from)
  const at = skip(text, closed, blanks)
  if (closed === name.to && text[at] === ',' && /\{:?$/.test(before)) return match(text, at + 1, inTuple)
  const dotted = /\(:?["']?$/.test(before) ? match(text, at, behindDot) : -1
  if (dotted >= 0) return dotted
  const named = /(?:name|key)\\*["']\s?:\s?\\*["']$/i.test(before) ? match(text, closed, besideName) : -1
  if (named >= 0) return named
  const isTitle =
    /<key>$/i.test(before) || (closed > name.to && /<\w{1,30}\s(?:name|key)=["']$/i.test(before))
  const next = text[closed] === '<' ? match(text, closed, inNextCell) : -1
  if (next >= 0) return next
  return match(text, closed, isTitle ? behindTag : serialized)
}

const inTuple = /\s?(?:<<)?(?=["'\d])/y
const behindDot = /\. (?=["'])/y
const besideName = /\s?,\s?\\*["']value\\*["']\s?:\s?/iy
const behindTag = /(?:<\/key>\s{0,20}<\w{1,20}|[^<>]{0,200})>/iy
const serialized = /[;|]s:\d{1,7}:(?=\\*")/y

/** `<th>password</th><td>`, `<dt>password</dt><dd>` */
const inNextCell =
  /<\/(?:th|td|dt|b|strong|label|span)>:?\s{0,20}(?:<(?:td|dd|span|code|input|i|em)[^<>]{0,200}>){1,2}/iy
const restOfTag = /[^<>]{0,200}>(?:<!\[CDATA\[)?/y
const attribute = /[ \t]*(?:type=["']?\w{1,20}["']? )?value=/iy
/** Of a body of kind multipart/form-data: the name stands in the head of a part. */
const partHead = /(?:; filename="[^"]{0,80}")?\r?\n(?:[\w-]{1,40}:[^\n]{0,80}\n)?\r?\n/y
const said = /pass|pwd|secret|contrase|senha|kennwort/i
/** `password 'x'`, `password is hunter2`: in quotes, or with letters and digits as no word of a language has them. */
const spoken =
  /(?:(?:for|of|to|pour|de|für|para|di) \S{1,60} (?=(?:is|was|est|es|ist|é|è) ))?(?:is |was |by |as |like |in |est |es |era |é |ist |war |lautet |è )?(?=(?!["'][\w.-]{1,80}["'] (?:not found|is forbidden|already exists))["'(«“„]|(?=[A-Za-z]*\d)[^\s"'()[\]{}<>,;:]*[A-Za-z][^\s"'()[\]{}<>,;:]{0,64}(?:[\s"',.;)]|$))/iy

/** In source only what is written in quotes is a value: the rest are names. */
function startInCode(text: string, name: Span): number {
  const closed = skip(text, name.to, closers)
  const at = skip(text, closed, blanks)
  const signed = signEnd(text, at)
  if (signed >= 0) {
    if (isClosedBefore(text, name, signed)) return -1
    const annotated = text[at] === ':' ? match(text, signed, annotation) : -1
    return skip(text, annotated < 0 ? signed : annotated, space)
  }
  return closed > name.to && text[at] === ',' ? match(text, at + 1, defaulted) : -1
}

const annotation = /[ \t]*[\w.[\], |]{1,40}?[ \t]*=(?!=)/y
const defaulted = /\s*(?:default[ \t]*=[ \t]*)?/y

/** `('name', 'value')` and `["name", "value"]`. */
function isPair(text: string, name: Span, at: number): boolean {
  if (text[at] !== ',') return false
  if (text[name.from - 1] === '-' && /["']--?$/.test(text.slice(Math.max(0, name.from - 3), name.from)))
    return true
  let before = name.from - 1
  for (let most = 8; most > 0 && quoteLetters.test(text[before] ?? ''); most--) before--
  return text[before] === '(' || text[before] === '['
}

const quoteLetters = /["'\\bu`]/

function valueSpan(text: string, start: number, expected: Expected): Span | null {
  const hashed = text[start] === '{' ? match(text, start, withScheme) : -1
  if (hashed >= 0) return { from: start, to: hashed }
  const marked = match(text, start, otherQuote)
  if (marked >= 0) return { from: marked, to: skip(text, marked, withinOthers) }
  const quote = match(text, start, openingQuote)
  if (quote >= 0) return quotedSpan(text, quote)
  if (expected.manner === 'code') return null
  const letter = text[start] ?? ''
  if (letter === '[' || letter === '{' || letter === '(')
    return { from: start, to: closingBracket(text, start) }
  if (letter === '<') return bracketed(text, start)
  return bareSpan(text, start, expected.verdict)
}

/** `{SSHA}W6ph5Mm5…`, as directories keep passwords. */
const withScheme = /\{[A-Z][A-Z\d-]{1,20}\}[^\s"'`,;&<>]+/y

/** `<hunter2>`; a word alone says of what kind the value is. */
function bracketed(text: string, start: number): Span | null {
  const to = match(text, start, inBrackets)
  return to < 0 ? null : { from: start + 1, to: to - 1 }
}

const inBrackets = /<(?=[^<>]*\d)[^\s<>:=]{4,100}>/y

/** As pages and XML have them, and as people write. */
const otherQuote = /&(?:quot|#39|#34|apos);|[«“„]\s?/y
const withinOthers = /[^&»“”]{0,400}(?<!\s)/y
const openingQuote = /[A-Za-z@]{0,2}(?=\\*["'`])/y

/** Not in quotes: to where the language of the text most likely ends it. A cookie or a credential is a whole line. */
function bareSpan(text: string, start: number, verdict: NameVerdict): Span {
  if (verdict !== 'cookies' && match(text, start, digest) >= 0)
    return { from: start, to: skip(text, start, digest) }
  if (verdict === 'cookies' || match(text, start, scheme) >= 0)
    return { from: start, to: skip(text, start, line) }
  const isEncoded = encodedSign.test(text.slice(Math.max(0, start - 5), start))
  let at = start
  for (; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (plain.test(letter)) continue
    if (ends.test(letter) || (isEncoded && encodedAnd.test(text.slice(at, at + 5)))) break
    if (letter === '(' || letter === '[' || letter === '{') at = closingBracket(text, at) - 1
    else if ((letter === ',' || letter === ';') && match(text, at + 1, nextName) >= 0) break
    else if (closing.test(letter) && !plain.test(text[at + 1] ?? '')) break
  }
  return { from: start, to: at }
}

const encodedSign = /%(?:25)?3[da]$/i
const encodedAnd = /^%(?:25)?26/
/** Its parts are in quotes. */
const digest = /digest(?:[ \t,]{1,4}\w{1,20}=(?:"[^"\r\n]{0,300}"|[^\s",']{0,300})){1,20}/iy
const scheme = /(?:bearer|basic|digest|token|negotiate|apikey|sentry)[ \t]+/iy
const line = /[^\r\n"'<>]*/y
const plain = /^[A-Za-z0-9]$/
const ends = /[\s&"'`<\\，。；、）」]/
const closing = /[)\]}>]/
const nextName = /\s|$|["'`]|[\w.-]{1,40}\s?[=:]/y
