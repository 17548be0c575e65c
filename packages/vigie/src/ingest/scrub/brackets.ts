import { skip } from './match.ts'
import type { Span } from './span.ts'

const slashes = /\\*/y

/** Between quotes that may themselves be escaped, in JSON within JSON; to the line's end where they never close. */
export function quotedSpan(text: string, at: number): Span {
  const depth = skip(text, at, slashes) - at
  const from = at + depth + 1
  const to = closingQuote(text, from, { quote: text[at + depth] ?? '', depth })
  return { from, to: to < 0 ? lineEnd(text, from) : to }
}

interface Opened {
  readonly quote: string
  /** How many backslashes stood before it. */
  readonly depth: number
}

function closingQuote(text: string, from: number, { quote, depth }: Opened): number {
  for (let to = text.indexOf(quote, from); to >= 0; to = text.indexOf(quote, to)) {
    const before = slashesBefore(text, to, from)
    if (depth > 0) {
      if (before <= depth) return to - before
      to++
    } else if (before % 2 === 1) to++
    // SQL doubles a quote that is meant.
    else if (text[to + 1] !== quote) return to
    else to += 2
  }
  return -1
}

function slashesBefore(text: string, at: number, from: number): number {
  let count = 0
  while (at - count > from && text.charCodeAt(at - count - 1) === 0x5c) count++
  return count
}

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

export function closingBracket(text: string, start: number): number {
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

/** `("Password:")`: the quote behind the sign ends the text in which the name stands. */
export function isClosedBefore(text: string, name: Span, signed: number): boolean {
  const quote = text[signed] ?? ''
  if (quote !== '"' && quote !== "'") return false
  let count = 0
  for (let at = Math.max(0, name.from - 200); at < name.from; at++) if (text[at] === quote) count++
  return count % 2 === 1 && text[name.to] !== quote
}
