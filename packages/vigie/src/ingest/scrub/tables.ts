import { match, skip } from './match.ts'
import { type CompiledRules, isSecret } from './rules.ts'
import { none, type Span } from './span.ts'
import { isHarmless } from './values.ts'

const longestTable = 8_192
const longestHead = 1_000
const mostRows = 200

/**
 * The cells below a name that heads a column: of `| user | password |` as databases and Markdown draw it, of rows apart by
 * tabs, commas or semicolons. All columns of the table are judged, for what is read of a text is read once.
 */
export function cellsBelow(text: string, name: Span, rules: CompiledRules): readonly Span[] {
  const sign = separatorAfter(text, name.to) ?? separatorBefore(text, name.from)
  if (sign === null) return none
  const beside = cellBeside(text, name)
  if (beside !== null) return [beside]
  const start = Math.max(text.lastIndexOf('\n', name.from) + 1, name.from - longestHead)
  const end = text.indexOf('\n', name.to)
  if (end < 0 || end - start > longestHead) return none
  const head = text.slice(start, end).split(sign)
  if (!isHead(head, sign)) return none
  const secret = head.map((cell) => isSecret(bare(cell), rules))
  return secret.includes(true)
    ? cellsOf(text.slice(end + 1, end + longestTable), end + 1, { sign, secret })
    : none
}

/** `| password | hunter2 |`, a table of names and values; but not `| password | user |`, a head. */
function cellBeside(text: string, name: Span): Span | null {
  const from = match(text, name.to, besides)
  if (from < 0 || !/(?:^|\n)[| ]{0,4}$/.test(text.slice(Math.max(0, name.from - 5), name.from))) return null
  const to = skip(text, from, cell)
  const value = text.slice(from, to)
  return /\d|[^\p{L}\s_.-]/u.test(value) && !isHarmless(value) && match(text, to, rowEnd) >= 0
    ? { from, to }
    : null
}

const besides = /[ \t]*[|\t][ \t]*(?=[^\s|])/y
const cell = /[^|\t\n]*[^|\s]/y
const rowEnd = /[ \t]*\|?[ \t]*\r?(?:\n|$)/y

function separatorAfter(text: string, at: number): string | null {
  let to = at
  while (text[to] === ' ' || text[to] === '"') to++
  return asSeparator(text[to], to === at || text[to - 1] === '"')
}

function separatorBefore(text: string, at: number): string | null {
  let from = at - 1
  while (text[from] === ' ' || text[from] === '"') from--
  return asSeparator(text[from], from === at - 1 || text[from + 1] === '"')
}

/** A comma with a blank is one of a sentence. */
function asSeparator(letter: string | undefined, isClose: boolean): string | null {
  if (letter === '|' || letter === '\t') return letter
  return isClose && (letter === ',' || letter === ';') ? letter : null
}

/** Nothing but names, each once. */
function isHead(cells: readonly string[], sign: string): boolean {
  const names = cells.map(bare)
  const most = sign === '|' ? /^(?:[\p{L}_][\p{L}\p{N}_ .-]{0,40})?$/u : /^[\p{L}_][\p{L}\p{N}_.-]{0,40}$/u
  return names.length > 1 && names.every((each) => most.test(each)) && names.filter(Boolean).length > 0
}

function bare(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1')
}

interface Columns {
  readonly sign: string
  readonly secret: readonly boolean[]
}

function cellsOf(rows: string, start: number, { sign, secret }: Columns): readonly Span[] {
  const spans: Span[] = []
  let at = start
  for (const row of rows.split('\n').slice(0, mostRows)) {
    const cells = row.split(sign)
    if (!isRule(row)) {
      if (cells.length !== secret.length) break
      addCells(spans, at, { cells, secret })
    }
    at += row.length + 1
  }
  return spans
}

/** `| --- | --- |`, `+-----+-----+` */
function isRule(row: string): boolean {
  return /^[-+|=: ]+\r?$/.test(row)
}

function addCells(
  spans: Span[],
  start: number,
  { cells, secret }: { readonly cells: readonly string[]; readonly secret: readonly boolean[] },
): void {
  let at = start
  for (const [column, cell] of cells.entries()) {
    const value = bare(cell)
    if (secret[column] === true && value !== '' && !isHarmless(value)) {
      const from = at + cell.indexOf(value)
      spans.push({ from, to: from + value.length })
    }
    at += cell.length + 1
  }
}
