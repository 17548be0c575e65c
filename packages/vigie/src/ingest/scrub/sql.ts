import { match, skip } from './match.ts'
import { type CompiledRules, isSecret } from './rules.ts'
import { none, type Span } from './span.ts'

const statement = /^insert into$/i
const columnList = /^[^()]{0,200}\(([^()]{0,3000})\)/
const beforeRows = /\s{0,20}(?:values|overriding \w{1,20} value values)\s{0,20}/iy

/** `INSERT INTO t (name, password) VALUES ('bob', 'x')`: values are known by the place of their column. */
export function insertedSecrets(text: string, at: number, rules: CompiledRules): readonly Span[] | null {
  if (text.charCodeAt(at - 1) !== 0x20 || !statement.test(text.slice(at - 7, at + 4))) return null
  const columns = columnList.exec(text.slice(at, at + 3_300))
  if (columns === null) return []
  const names = (columns[1] ?? '').replace(/["`[\]]/g, '').split(',')
  const secret = names.map((name) => isSecret(name.trim(), rules))
  const start = secret.includes(true) ? match(text, at + columns[0].length, beforeRows) : -1
  return start < 0 ? [] : rows(text, start, secret)
}

/** `ALTER USER ada IDENTIFIED BY 'secret'` */
export function identifiedBy(text: string, at: number): readonly Span[] | null {
  if (!/identified by$/i.test(text.slice(at - 12, at + 1))) return null
  // Oracle's statement needs no quotes, but “targets are identified by their name” is none.
  const isStatement = /(?:create|alter) (?:user|role) \S{1,80} identified by$/i.test(
    text.slice(Math.max(0, at - 120), at + 1),
  )
  const from = match(text, at + 1, isStatement ? beforePassword : beforeQuoted)
  return from < 0 ? none : [{ from, to: skip(text, from, password) }]
}

const beforePassword = /\s{1,20}(?:password\s{1,20}|values\s{1,20})?["'`]?(?=[^\s"'`])/iy
const beforeQuoted = /\s{1,20}(?:password\s{1,20}|values\s{1,20})?["'`](?=[^\s"'`])/iy
const password = /[^"'`\s;]*/y

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

/** Where the row ends. Of one that does not, since the text was cut, all goes from where a secret could stand. */
function row(text: string, start: number, { secret, spans }: Row): number {
  let column = 0
  let from = start
  let quoted = false
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const letter = text[at]
    if (letter === "'") quoted = !quoted
    else if (quoted) continue
    else if (depth === 0 && (letter === ',' || letter === ')')) {
      if (secret[column] === true) addValue(spans, text, trimmed(text, from, at))
      if (letter === ')') return at + 1
      column++
      from = at + 1
    } else if (letter === '(') depth++
    else if (letter === ')') depth--
  }
  if (secret.includes(true, column)) addValue(spans, text, trimmed(text, from, text.length))
  return text.length
}

function addValue(spans: Span[], text: string, value: Span): void {
  if (!placeholder.test(text.slice(value.from, Math.min(value.to, value.from + 80)))) spans.push(value)
}

const placeholder = /^(?:|null|default|\?|%s|%\(\w+\)s|\$\d+|:\w+|\[filtered\]…?)$/i

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
