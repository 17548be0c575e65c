import { passFString } from './f-string.ts'
import { endOfString } from './string-end.ts'

/**
 * A logical line of Python: brackets and backslashes joined, comments gone, and every string emptied (its quotes and
 * prefix stay; one that only Python 3.12 understands keeps a pair of braces). Reading a whole project's imports wants this
 * much and no grammar.
 */
export interface CodeLine {
  readonly line: number
  readonly indent: number
  readonly text: string
}

const largest = 512 * 1024
const mark = /"""|'''|["'#\n()[\]{}]|\\\r?\n/g

export function codeLines(source: string): readonly CodeLine[] {
  if (source.length > largest) return []
  const reader: Reader = { source, lines: [], held: '', line: 1, start: 1, open: 0, at: 0 }
  mark.lastIndex = 0
  for (let found = mark.exec(source); found !== null; found = mark.exec(source)) {
    reader.held += source.slice(reader.at, found.index)
    reader.at = found.index + found[0].length
    meet(reader, found[0])
    mark.lastIndex = reader.at
  }
  reader.held += source.slice(reader.at)
  finish(reader)
  return reader.lines
}

interface Reader {
  readonly source: string
  readonly lines: CodeLine[]
  held: string
  line: number
  /** The line on which the logical line began. */
  start: number
  open: number
  at: number
}

function meet(reader: Reader, token: string): void {
  if (token === '\n') endLine(reader)
  else if (token === '#') passComment(reader)
  else if (/["']/.test(token)) passString(reader, token)
  else if (token.startsWith('\\')) {
    reader.line += 1
    reader.held += ' '
  } else {
    reader.open = Math.max(0, reader.open + ('([{'.includes(token) ? 1 : -1))
    reader.held += token
  }
}

function passComment(reader: Reader): void {
  const end = reader.source.indexOf('\n', reader.at)
  reader.at = end === -1 ? reader.source.length : end
}

function passString(reader: Reader, quote: string): void {
  const { source } = reader
  const nested = formatted.test(reader.held) ? passFString(source, reader.at, quote) : null
  const end = nested ?? endOfString(source, reader.at, quote)
  for (
    let next = source.indexOf('\n', reader.at);
    next !== -1 && next < end;
    next = source.indexOf('\n', next + 1)
  )
    reader.line += 1
  reader.held += nested === null ? quote.charAt(0).repeat(2) : `${quote.charAt(0)}{}${quote.charAt(0)}`
  reader.at = end
}

const formatted = /(?<![\w"'])(?:f|rf|fr)$/i

function endLine(reader: Reader): void {
  reader.line += 1
  // An unclosed bracket must not swallow the file: a definition at the margin ends it.
  const next = reader.source.slice(reader.at, reader.at + 7)
  if (reader.open > 0 && !/^(?:import |from \w|class |def )/.test(next)) {
    reader.held += ' '
    return
  }
  finish(reader)
}

function finish(reader: Reader): void {
  const text = reader.held.trim()
  if (text !== '') reader.lines.push({ line: reader.start, indent: indentOf(reader.held), text })
  reader.held = ''
  reader.open = 0
  reader.start = reader.line
}

function indentOf(text: string): number {
  let width = 0
  for (const character of text) {
    if (character === ' ') width += 1
    else if (character === '\t') width += 8 - (width % 8)
    else break
  }
  return width
}
