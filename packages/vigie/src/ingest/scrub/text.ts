import { beforeHost } from './addresses.ts'
import { lineEnd } from './brackets.ts'
import { passwordOfOption } from './command-lines.ts'
import { remember, type Secrets } from './echo.ts'
import { escapedAt } from './escapes.ts'
import { findBeginning, nothingButWide } from './find.ts'
import { ellipsis, filtered } from './limits.ts'
import { isNameLetter, nameAround } from './name-around.ts'
import { passwordOfProgram } from './programs.ts'
import { type CompiledRules, judgeName } from './rules.ts'
import { none, type Span } from './span.ts'
import { identifiedBy, insertedSecrets } from './sql.ts'
import { cellsBelow } from './tables.ts'
import { keyWithName, tokenAt } from './tokens.ts'
import { type Manner, valueAfter } from './values.ts'
import { wideNames } from './wide-names.ts'

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
  if (reading.rules.own !== null) clean = withoutFields(clean, outsideRows(reading), reading.rules.own)
  for (const pattern of reading.rules.patterns) clean = withoutMatches(clean, pattern)
  return clean
}

function withoutSecrets(written: string, reading: Reading): string {
  if (reading.manner === 'code' && written.length >= 60 && keyLine.test(written)) return filtered
  const found = findBeginning(written, 0)
  if (found === nothingButWide) return withoutFields(written.toWellFormed(), outsideRows(reading), wideNames)
  if (found < 0) return written
  const text = legible(written)
  const first = text === written ? found : findBeginning(text, 0)
  return readWith(text, first, outsideRows(reading))
}

/** Made only for a text in which something was found: most texts of an event are clean. */
function outsideRows(reading: Reading): Manners {
  return { reading, isWithinRows: false }
}

interface Manners {
  readonly reading: Reading
  readonly isWithinRows: boolean
}

function hitsIn(text: string, { reading, isWithinRows }: Manners): Hits {
  return {
    text,
    reading,
    isWithinRows,
    clean: '',
    done: 0,
    named: -1,
    hasNames: (reading.manner === 'code' ? quotes : signs).test(text),
    hasRows: null,
    headed: 0,
    options: 0,
  }
}

function readWith(text: string, first: number, manners: Manners): string {
  const hits = hitsIn(text, manners)
  let found = first
  let isWide = false
  for (; found >= 0; found = findBeginning(text, Math.max(nextAfter(text, found >> 3), hits.done))) {
    if ((found & 4) !== 0) isWide = true
    takeOut(hits, spansAt(hits, found))
  }
  const clean = hits.done === 0 ? text : hits.clean + text.slice(hits.done)
  return isWide || found === nothingButWide ? withoutFields(clean, manners, wideNames) : clean
}

/** Two letters may begin something else; the only beginning that has no more than these would be found again. */
function nextAfter(text: string, at: number): number {
  return text.charCodeAt(at) === upperK && text.charCodeAt(at - 1) === upperS ? at : at - 1
}

/** No NUL, which ends a text in C and in PostgreSQL, and no half of a surrogate pair, which UTF-8 cannot say. */
function legible(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed()
}

/** A line of a key in base64, as keys stand in source. */
const keyLine = /^[\s"'`]{0,80}[A-Za-z0-9+/]{60,76}={0,2}(?:\\n|["'`,;\s]){0,8}$/

const quotes = /["']/
/** Between a name and its value: a path of a file or a module has none. */
const signs = /[=:, >\n\t：＝]|%(?:25)?3|\\u/

interface Hits extends Manners {
  readonly text: string
  clean: string
  /** Up to where the text was read. */
  done: number
  /** Where the last name ended: it has more than one of the words that give it away. */
  named: number
  /** Whether a name can have a value here at all. */
  readonly hasNames: boolean
  /** Whether it can hold a table. Looked at where a secret's name has no value behind it. */
  hasRows: boolean | null
  /** Up to where a line was looked at as a table's head. */
  headed: number
  options: number
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
  return none
}

function spansAt(hits: Hits, found: number): readonly Span[] {
  const { text, reading } = hits
  const at = found >> 3
  if ((found & 2) !== 0) {
    const values = tokenAt(text, at) ?? escapedAt(text, at, reading.rules)
    if (values !== null) return values
    const inserted = hits.isWithinRows ? null : insertedSecrets(text, at, reading.rules)
    if (inserted !== null) return takeOutOfRows(hits, inserted)
    const rarer = rarely(hits, at)
    if (rarer !== null) return rarer
  }
  if ((found & 1) === 0 || at <= hits.named || !hits.hasNames) return none
  const name = nameAround(text, at - 2, isNameLetter(text.charCodeAt(at)) ? at + 1 : at)
  hits.named = name.to
  return valuesOf(hits, name)
}

/** By the last letters first: most of what is found is none of these. */
function rarely(hits: Hits, at: number): readonly Span[] | null {
  const { text } = hits
  const before = text.charCodeAt(at - 1)
  if (before === dash || before === slash)
    return ++hits.options > mostOptions ? null : passwordOfOption(text, at)
  const last = text.charCodeAt(at) | 0x20
  if (last === y) return identifiedBy(text, at)
  if (last !== p) return null
  if ((text.charCodeAt(at - 2) | 0x20) === q)
    return passwordOfProgram(text, nameAround(text, at - 2, at + 1)) ?? none
  return beforeHost(text, at)
}

/** Each costs a look at what stands before it. */
const mostOptions = 60
const [dash, slash, upperK, upperS, p, q, y] = [0x2d, 0x2f, 0x4b, 0x53, 0x70, 0x71, 0x79]

function valuesOf(hits: Hits, name: Span): readonly Span[] {
  const { text, reading } = hits
  const verdict = judgeName(text.slice(name.from, name.to), reading.rules)
  if (verdict === 'open') return passwordOfProgram(text, name) ?? none
  if (verdict === 'address') return none
  if (verdict === 'secret' && mayBeKey(text, name)) {
    const key = keyWithName(text, name)
    if (key !== null) return [key]
  }
  const placed = passwordOfProgram(text, name)
  if (placed !== null) return placed
  const span = valueAfter(text, name, { manner: reading.manner, verdict })
  if (span !== null) return [span]
  if (verdict !== 'secret' || hits.isWithinRows || reading.manner === 'code') return none
  hits.hasRows ??= rows.test(text)
  if (!hits.hasRows) return none
  if (name.from < hits.headed) return none
  hits.headed = lineEnd(text, name.to)
  return takeOutOfRows(hits, cellsBelow(text, name, reading.rules))
}

const rows = /[|\n\t]/

function mayBeKey(text: string, { from, to }: Span): boolean {
  return to - from > 18 || text.charCodeAt(to + 1) === dash
}

function withoutFields(text: string, manners: Manners, fields: RegExp): string {
  const hits = hitsIn(text, manners)
  fields.lastIndex = 0
  for (let hit = fields.exec(text); hit !== null; hit = fields.exec(text)) {
    const name = nameAround(text, hit.index, fields.lastIndex)
    takeOut(hits, valuesOf(hits, name))
    fields.lastIndex = Math.max(name.to, hits.done)
  }
  return hits.done === 0 ? text : hits.clean + text.slice(hits.done)
}

const longestForPatterns = 8_192

/** Beyond what an owner's expression is shown nothing is kept: what it did not see it could not take out. */
function withoutMatches(text: string, pattern: RegExp): string {
  const shown = text.length > longestForPatterns ? `${text.slice(0, longestForPatterns - 1)}…` : text
  return shown.replace(pattern, (match) => (match === '' || match === filtered ? match : filtered))
}
