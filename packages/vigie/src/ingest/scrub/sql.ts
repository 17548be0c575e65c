import { judgeName } from './rules.ts'
import type { Hit } from './text.ts'
import type { Span } from './tokens.ts'

const farthest = 4_096

/** `INSERT INTO t (name, password) VALUES ('bob', 'x')`: values are known by the place of their column. */
export function insertedSecrets(hit: Hit): readonly Span[] {
  const open = hit.text.indexOf('(', hit.to)
  const close = open < 0 ? -1 : hit.text.indexOf(')', open)
  if (close < 0 || close - hit.to > farthest) return []
  const secret = hit.text
    .slice(open + 1, close)
    .split(',')
    .map((column) => isSecret(column.trim(), hit))
  if (!secret.includes(true)) return []
  const values = /\s*(?:values|overriding \w+ value values)\s*/iy
  values.lastIndex = close + 1
  return values.test(hit.text) ? rows(hit.text, values.lastIndex, secret) : []
}

function isSecret(column: string, hit: Hit): boolean {
  const verdict = judgeName(column.replace(/["`[\]]/g, ''), hit.rules)
  return verdict === 'secret' || verdict === 'cookies'
}

function rows(text: string, start: number, secret: readonly boolean[]): Span[] {
  const spans: Span[] = []
  let at = start
  while (text[at] === '(') {
    at = row(text, at + 1, { secret, spans })
    while (/[\s,]/.test(text[at] ?? '')) at++
  }
  return spans
}

interface Row {
  readonly secret: readonly boolean[]
  readonly spans: Span[]
}

/** Where the row ends. */
function row(text: string, start: number, { secret, spans }: Row): number {
  let column = 0
  let from = start
  let quoted = false
  let depth = 0
  for (let at = start; ; at++) {
    const letter = text[at]
    const ends = letter === undefined || (!quoted && depth === 0 && (letter === ',' || letter === ')'))
    if (ends) {
      const value = trimmed(text, from, at)
      if (
        secret[column] === true &&
        !/^(?:|null|default|\?|%s|[$:]\w+)$/i.test(text.slice(value.from, value.to))
      )
        spans.push(value)
      if (letter !== ',') return at + 1
      column++
      from = at + 1
    } else if (letter === "'") quoted = !quoted
    else if (!quoted && letter === '(') depth++
    else if (!quoted && letter === ')') depth--
  }
}

/** Within its quotes, where it has any, so that the statement stays one. */
function trimmed(text: string, start: number, end: number): Span {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from] ?? '')) from++
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--
  return text[from] === "'" && text[to - 1] === "'" && to - from > 1
    ? { from: from + 1, to: to - 1 }
    : { from, to }
}
