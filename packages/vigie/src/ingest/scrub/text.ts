import { ellipsis, filtered } from './limits.ts'
import { type CompiledRules, judgeName } from './rules.ts'
import { insertedSecrets } from './sql.ts'
import { type Span, tokenAt } from './tokens.ts'
import { valueAfter } from './values.ts'

/** `code` is source: there `password=password` passes a name on, and only what stands in quotes is a value. */
export type Manner = 'prose' | 'code'

export interface Reading {
  readonly rules: CompiledRules
  readonly manner: Manner
}

/** Cut first, so that a long text costs no more; again where what was filled in made it longer. */
export function cleanWithin(text: string, longest: number, { rules, manner }: Reading): string {
  let clean = text
  for (let round = 0; round < 4; round++) {
    clean = cleanText(cut(clean, longest), rules, manner)
    if (clean.length <= longest) break
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
function cleanText(text: string, rules: CompiledRules, manner: Manner): string {
  let clean = text
  rules.trigger.lastIndex = 0
  if (rules.trigger.test(text)) clean = withoutSecrets(legible(text), rules, manner)
  for (const pattern of rules.patterns) clean = withoutMatches(clean, pattern)
  return clean
}

/** No NUL, which C programs and PostgreSQL end a text at, and no half of a surrogate pair, which UTF-8 cannot say. */
function legible(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

function withoutSecrets(text: string, rules: CompiledRules, manner: Manner): string {
  const { trigger } = rules
  let clean = ''
  let done = 0
  trigger.lastIndex = 0
  for (let hit = trigger.exec(text); hit !== null; hit = trigger.exec(text)) {
    const spans = spansAt({ text, from: hit.index, to: trigger.lastIndex, manner, rules })
    for (const span of spans) {
      if (span.from < done) continue
      clean += text.slice(done, span.from) + filtered
      done = span.to
    }
    trigger.lastIndex = Math.max(trigger.lastIndex, done)
  }
  return done === 0 ? text : clean + text.slice(done)
}

export interface Hit {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly manner: Manner
  readonly rules: CompiledRules
}

function spansAt(hit: Hit): readonly Span[] {
  if (hit.text.charCodeAt(hit.from) > 0x7f) return []
  const token = tokenAt(hit.text, hit.from, hit.to)
  if (token !== null) return token
  if (/^insert into$/i.test(hit.text.slice(hit.from, hit.to))) return insertedSecrets(hit)
  const name = nameAround(hit.text, hit.from, hit.to)
  const verdict = judgeName(hit.text.slice(name.from, name.to), hit.rules)
  if (verdict === 'open' || verdict === 'address') return []
  const span = valueAfter(hit.text, name, { manner: hit.manner, verdict })
  return span === null ? [] : [span]
}

const longestName = 64

function nameAround(text: string, from: number, to: number): Span {
  let start = from
  while (start > 0 && from - start < longestName && isNameLetter(text.charCodeAt(start - 1))) start--
  let end = to
  while (end < text.length && end - to < longestName && isNameLetter(text.charCodeAt(end))) end++
  // `token->value`, `--password`: a dash at either end is no letter of it.
  while (end > to && text[end - 1] === '-') end--
  return { from: start, to: end }
}

export function isNameLetter(code: number): boolean {
  if (code >= 0x30 && code <= 0x39) return true
  const letter = code | 0x20
  return (letter >= 0x61 && letter <= 0x7a) || code === 0x5f || code === 0x2d || code > 0xbf
}

const longestForPatterns = 8_192

/** Beyond what an owner's expression is shown nothing is kept: what it did not see it could not take out. */
function withoutMatches(text: string, pattern: RegExp): string {
  const shown = text.length > longestForPatterns ? `${text.slice(0, longestForPatterns - 1)}…` : text
  return shown.replace(pattern, (match) => (match === '' || match === filtered ? match : filtered))
}
