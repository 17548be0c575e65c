import { remember, type Secrets } from './echo.ts'
import { escapedAt } from './escapes.ts'
import { findBeginning, nothingButWide } from './find.ts'
import { ellipsis, filtered } from './limits.ts'
import { type CompiledRules, judgeName } from './rules.ts'
import { insertedSecrets } from './sql.ts'
import { type Span, tokenAt } from './tokens.ts'
import { type Manner, valueAfter } from './values.ts'

export interface Reading {
  readonly rules: CompiledRules
  readonly manner: Manner
  /** Where what is taken out is remembered. */
  readonly secrets: Secrets | null
}

const mostRounds = 5

/**
 * Cut first, so that a long text costs no more. Read again where something was taken out: what is left may read
 * otherwise, or be too long.
 */
export function cleanWithin(text: string, longest: number, reading: Reading): string {
  let clean = text
  for (let round = 0; round < mostRounds; round++) {
    const before = cut(clean, longest)
    clean = cleanText(before, reading)
    if (clean === before) break
  }
  return clean
}

export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const kept = text.slice(0, longest - 1)
  const mark = kept.lastIndexOf('[')
  // Not within a mark of ours, nor within a pair of surrogates.
  const end =
    mark > kept.length - filtered.length && filtered.startsWith(kept.slice(mark)) ? mark : kept.length
  return kept.slice(0, end).replace(/[\ud800-\udbff]$/, '') + ellipsis
}

/** A text without what looks like a secret. Reads forwards only: its time is linear in the text, whoever wrote it. */
function cleanText(text: string, reading: Reading): string {
  let clean = withoutSecrets(text, reading)
  if (reading.rules.own !== null) clean = withoutOwnFields(clean, reading, reading.rules.own)
  for (const pattern of reading.rules.patterns) clean = withoutMatches(clean, pattern)
  return clean
}

function withoutSecrets(written: string, reading: Reading): string {
  if (reading.manner === 'code' && written.length >= 60 && keyLine.test(written)) return filtered
  const found = findBeginning(written, 0)
  if (found < 0) return found === nothingButWide ? written.toWellFormed() : written
  const text = legible(written)
  return readWith(text, text === written ? found : findBeginning(text, 0), { reading, isWithinRows: false })
}

interface Manners {
  readonly reading: Reading
  readonly isWithinRows: boolean
}

function readWith(text: string, first: number, { reading, isWithinRows }: Manners): string {
  const hits: Hits = {
    text,
    reading,
    isWithinRows,
    clean: '',
    done: 0,
    named: -1,
    hasNames: (reading.manner === 'code' ? quotes : signs).test(text),
  }
  let found = first
  for (; found >= 0; found = findBeginning(text, Math.max((found >> 2) - 1, hits.done)))
    takeOut(hits, spansAt(hits, found))
  return hits.done === 0 ? text : hits.clean + text.slice(hits.done)
}

/** No NUL, which ends a text in C and in PostgreSQL, and no half of a surrogate pair, which UTF-8 cannot say. */
function legible(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed()
}

/** A line of a key in base64, as keys stand in source. */
const keyLine = /^[\s"'`]{0,80}[A-Za-z0-9+/]{60,76}={0,2}(?:\\n|["'`,;\s]){0,8}$/

const quotes = /["']/
/** Between a name and its value: a path of a file or a module has none. */
const signs = /[=:, >\n]|%3|\\u/

interface Hits extends Manners {
  readonly text: string
  clean: string
  /** Up to where the text was read. */
  done: number
  /** Where the last name ended: it has more than one of the words that give it away. */
  named: number
  /** Whether a name can have a value here at all. */
  readonly hasNames: boolean
}

function takeOut(hits: Hits, spans: readonly Span[]): void {
  for (const span of spans) {
    if (span.from < hits.done) continue
    if (hits.reading.secrets !== null)
      remember(hits.reading.secrets, hits.text.slice(span.from, Math.min(span.to, span.from + 300)))
    hits.clean += hits.text.slice(hits.done, span.from) + filtered
    hits.done = span.to
  }
}

/** What stands between the secrets of rows was not read yet. */
function takeOutOfRows(hits: Hits, spans: readonly Span[]): readonly Span[] {
  for (const span of spans) {
    if (span.from < hits.done) continue
    const between = hits.text.slice(hits.done, span.from)
    hits.clean += readWith(between, findBeginning(between, 0), { reading: hits.reading, isWithinRows: true })
    hits.done = span.from
    // A key that was cut off took this along.
    if (hits.clean.endsWith(filtered)) hits.done = span.to
    else takeOut(hits, [span])
  }
  return nothing
}

const nothing: readonly Span[] = []

function spansAt(hits: Hits, found: number): readonly Span[] {
  const { text, reading } = hits
  const at = found >> 2
  if ((found & 2) !== 0) {
    const values = tokenAt(text, at) ?? escapedAt(text, at, reading.rules)
    if (values !== null) return values
    const inserted = hits.isWithinRows ? null : insertedSecrets(text, at, reading.rules)
    if (inserted !== null) return takeOutOfRows(hits, inserted)
  }
  if ((found & 1) === 0 || at <= hits.named || !hits.hasNames) return nothing
  const name = nameAround(text, at - 2, at + 1)
  hits.named = name.to
  return valuesOf(text, name, reading)
}

function valuesOf(text: string, name: Span, reading: Reading): readonly Span[] {
  const verdict = judgeName(text.slice(name.from, name.to), reading.rules)
  if (verdict === 'open' || verdict === 'address') return nothing
  const span = valueAfter(text, name, { manner: reading.manner, verdict })
  return span === null ? nothing : [span]
}

const longestName = 64

function nameAround(text: string, from: number, to: number): Span {
  let start = from
  while (start > 0 && from - start < longestName && isNameLetter(text.charCodeAt(start - 1))) start--
  let end = to
  while (end < text.length && end - to < longestName && isNameLetter(text.charCodeAt(end))) end++
  // `token->value`, `--password`: a dash at either end is no letter of it.
  while (start < from && text.charCodeAt(start) === 0x2d) start++
  while (end > to && text.charCodeAt(end - 1) === 0x2d) end--
  return spaced(text, start, end)
}

const [c, k, p, t] = [0x63, 0x6b, 0x70, 0x74]
const kindOfKey = /(?:api|private|access|signing|encryption|secret)[ .]$/i
const kindOfPass = /(?:mot|phrase) de $/i
const kindOfClé =
  /^ (?:d['’]|d[aei] )?(?:api|priv(?:[eé]e|ada|ata)|secr[eè]te|secreta|segreta|acc[eè]s|ac(?:ceso|cesso|esso)|chiffrement|signature|firma)(?![\p{L}\p{N}_])/iu

/** `API key`, `two factor`, `mot de passe`, `clé privée`, `chiave privata`: names of several words. */
function spaced(text: string, from: number, to: number): Span {
  const letter = text.charCodeAt(from) | 0x20
  if (letter !== c && letter !== k && letter !== p && letter !== t) return { from, to }
  const word = text.slice(from, to)
  const before = (kind: RegExp) => kind.exec(text.slice(Math.max(0, from - 11), from))?.[0].length ?? 0
  const behind = (kind: RegExp) => kind.exec(text.slice(to, to + 28))?.[0].length ?? 0
  if (letter === k && /^keys?$/i.test(word)) return { from: from - before(kindOfKey), to }
  if (letter === p && /^passe$/i.test(word)) return { from: from - before(kindOfPass), to }
  if (letter === t && /^two$/i.test(word)) return { from, to: to + behind(/^.factor\w{0,20}/i) }
  if (letter !== c || !/^(?:cl[eé]f?|clave|chave|chiave)$/i.test(word)) return { from, to }
  return { from: from - before(/palabra $/i), to: to + behind(kindOfClé) }
}

function isNameLetter(code: number): boolean {
  if (code >= 0x30 && code <= 0x39) return true
  const letter = code | 0x20
  return (letter >= 0x61 && letter <= 0x7a) || code === 0x5f || code === 0x2d || code > 0xbf
}

function withoutOwnFields(text: string, reading: Reading, own: RegExp): string {
  const hits: Hits = { text, reading, clean: '', done: 0, named: -1, hasNames: true, isWithinRows: false }
  own.lastIndex = 0
  for (let hit = own.exec(text); hit !== null; hit = own.exec(text)) {
    takeOut(hits, valuesOf(text, nameAround(text, hit.index, own.lastIndex), reading))
    own.lastIndex = Math.max(own.lastIndex, hits.done)
  }
  return hits.done === 0 ? text : hits.clean + text.slice(hits.done)
}

const longestForPatterns = 8_192

/** Beyond what an owner's expression is shown nothing is kept: what it did not see it could not take out. */
function withoutMatches(text: string, pattern: RegExp): string {
  const shown = text.length > longestForPatterns ? `${text.slice(0, longestForPatterns - 1)}…` : text
  return shown.replace(pattern, (match) => (match === '' || match === filtered ? match : filtered))
}
