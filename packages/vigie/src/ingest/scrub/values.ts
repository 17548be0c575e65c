import type { NameVerdict } from './names.ts'
import type { Manner } from './text.ts'
import type { Span } from './tokens.ts'

export interface Expected {
  readonly manner: Manner
  readonly verdict: NameVerdict
}

/**
 * The value that follows a name in whatever language the text is: `name=value`, `"name": "value"`, `'name': b'value'`,
 * `('name', 'value')`, `name => value`, `<name>value</name>`, `name="x" value="value"`, `--name value`.
 */
export function valueAfter(text: string, name: Span, expected: Expected): Span | null {
  const start = valueStart(text, name, expected.manner)
  if (start < 0) return null
  const span = valueSpan(text, start, expected)
  if (span === null || span.to <= span.from) return null
  const value = text.slice(span.from, Math.min(span.to, span.from + 64))
  if (harmless.test(value) || value.startsWith('[filtered]')) return null
  return expected.verdict === 'measure' && isMeasure(value) ? null : span
}

/** Nothing, a word of a language that says so, or a place that is kept free for the value. */
const harmless =
  /^(?:|none|null|nil|undefined|true|false|…|\?|\*+|%[srd]|%\(\w+\)s|\{\d*\}|\$\d{1,2}|\[\]|\{\}|\(\)|)$/i

export function isMeasure(value: string): boolean {
  return (
    value.length <= 40 &&
    /^-?\d[\d .:+TZ-]*(?:[smhdw]|ms|days?|hours?|minutes?|seconds?)?[\d:. ]*$/.test(value)
  )
}

function valueStart(text: string, name: Span, manner: Manner): number {
  const closed = skip(text, name.to, /(?:\\*["'`]|\]|%5D|%22|%27)*/iy)
  const at = skip(text, closed, /[ \t]*/y)
  const sign = signAt(text, at)
  if (sign >= 0) return manner === 'code' && endsString(text, name, sign) ? -1 : skip(text, sign, /\s*/y)
  if (closed > name.to && isTuple(text, name, at)) return skip(text, at + 1, /\s*/y)
  if (manner === 'code') return -1
  if (text[name.from - 1] === '<' || text.startsWith('</', name.from - 2)) return elementStart(text, name)
  const attribute = match(text, at, /(?:type=["']?\w+["']? )?value=/iy)
  if (attribute >= 0) return attribute
  const part = match(text, closed, /(?:; filename="[^"]{0,80}")?\r?\n(?:[\w-]+:[^\n]{0,80}\n)?\r?\n/y)
  if (part >= 0) return part
  if (text.startsWith('--', name.from - 2) && at > name.to) return at
  const quoted = match(text, at, /(?:is |was |like |in )?(?=["'(])/iy)
  return closed === name.to && at > name.to && quoted >= 0 && isPassword(text, name) ? quoted : -1
}

function isPassword(text: string, name: Span): boolean {
  return /pass|pwd|secret/i.test(text.slice(name.from, name.to))
}

/** `=`, `:`, `=>`, `:=`, `==`, `!=`, encoded or not; not `::` nor `://`. */
function signAt(text: string, at: number): number {
  const sign = match(text, at, /(?:=>|:=|[!=]?={1,2}|:(?![:/]\/?)|%3D|%3A(?!%2F%2F)|\\u003d|\]=>|->)/iy)
  if (sign < 0) return sign
  return text.startsWith('->', at) ? -1 : sign
}

/** `("Password:")`: the quote behind the sign ends the text that the name stands in. */
function endsString(text: string, name: Span, sign: number): boolean {
  const quote = text[sign] ?? ''
  if (quote !== '"' && quote !== "'") return false
  const before = text.slice(Math.max(0, name.from - 200), name.from)
  return before.split(quote).length % 2 === 0 && text[name.to] !== quote
}

/** `('name', 'value')` and `["name", "value"]`, as pairs are written. */
function isTuple(text: string, name: Span, at: number): boolean {
  if (text[at] !== ',') return false
  let before = name.from - 1
  while (before >= 0 && /["'\\bu`]/.test(text[before] ?? '')) before--
  return text[before] === '(' || text[before] === '['
}

function elementStart(text: string, name: Span): number {
  return match(text, name.to, /[^<>]{0,200}>/y)
}

function valueSpan(text: string, start: number, expected: Expected): Span | null {
  const quote = match(text, start, /[A-Za-z@]{0,2}(?=\\*["'`])/y)
  if (quote >= 0) return quotedSpan(text, quote)
  if (expected.manner === 'code') return null
  const letter = text[start] ?? ''
  if (letter === '[' || letter === '{' || letter === '(')
    return { from: start, to: closingBracket(text, start) }
  if (letter === '<') return null
  return bareSpan(text, start, expected.verdict)
}

/** Between quotes that may themselves be escaped, in JSON within JSON; to the line's end where they never close. */
function quotedSpan(text: string, at: number): Span {
  const slashes = skip(text, at, /\\*/y) - at
  const quote = text[at + slashes] ?? ''
  const from = at + slashes + 1
  let to = from
  for (;;) {
    to = text.indexOf(quote, to)
    if (to < 0) return { from, to: lineEnd(text, from) }
    const before = slashesBefore(text, to, from)
    if (before <= slashes && (slashes > 0 || before === 0)) {
      // SQL doubles a quote that is meant; so do the empty strings before a third one.
      if (slashes > 0 || text[to + 1] !== quote) return { from, to: to - Math.min(before, slashes) }
      to += 2
    } else if (slashes === 0 && before % 2 === 0) return { from, to }
    else to++
  }
}

function slashesBefore(text: string, at: number, from: number): number {
  let count = 0
  while (at - count > from && text[at - count - 1] === '\\') count++
  return count
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function closingBracket(text: string, start: number): number {
  let depth = 0
  let quote = ''
  for (let at = start; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (letter === '\\') at++
    else if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '[' || letter === '{' || letter === '(') depth++
    else if ((letter === ']' || letter === '}' || letter === ')') && --depth === 0) return at + 1
  }
  return text.length
}

/** Not in quotes: to where the language of the text most likely ends it. A cookie or a credential is a whole line. */
function bareSpan(text: string, start: number, verdict: NameVerdict): Span {
  const scheme = match(text, start, /(?:bearer|basic|digest|token|negotiate|apikey|sentry)[ \t]+/iy)
  if (verdict === 'cookies' || scheme >= 0) return { from: start, to: skip(text, start, /[^\r\n"'<>]*/y) }
  let at = start
  for (; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (isEnd.test(letter) || text.startsWith('%26', at)) break
    if (letter === '(' || letter === '[' || letter === '{') at = closingBracket(text, at) - 1
    else if (/[,;]/.test(letter) && endsAfter(text, at)) break
    else if (/[)\]}>]/.test(letter) && !/[A-Za-z0-9]/.test(text[at + 1] ?? '')) break
  }
  return { from: start, to: at }
}

const isEnd = /[\s&"'`<\\]/

function endsAfter(text: string, at: number): boolean {
  return match(text, at + 1, /\s|$|["'`]|[\w.-]{1,40}\s?[=:]/y) >= 0
}

function skip(text: string, at: number, letters: RegExp): number {
  const end = match(text, at, letters)
  return end < 0 ? at : end
}

function match(text: string, at: number, expression: RegExp): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : -1
}
