import { stripVTControlCharacters } from 'node:util'
import { widthOf } from './text-width.ts'

/** Breaks at spaces, never inside what is typed, because a command must remain one that can be copied. */
export function wrap(sentence: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of unbreakable(sentence)) {
    const longer = line ? `${line} ${word}` : word
    if (line && widthOf(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/**
 * A narrow terminal would break it inside a word. What goes on stands below where the text began, behind the bar of a
 * quotation; colours and the spaces that line things up stay.
 */
export function broken(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line]
  const margin = marginOf(stripVTControlCharacters(line), columns)
  const lines: string[] = []
  let last = ''
  for (const [all, spaces = '', word = ''] of line.matchAll(/( *)((?:`[^`]*`|[^ `]|`)+|$)/g)) {
    if (widthOf(last) > margin.length && widthOf(last + all) > columns && word !== '') {
      lines.push(last)
      last = margin + word
    } else last += spaces + word
  }
  const whole = [...lines, last]
  return margin.includes('│') ? whole.flatMap((each) => cutAt(columns, each, margin)) : whole
}

/** Quoted output keeps its bar, even if a path in it is wider than the screen. */
function cutAt(columns: number, line: string, margin: string): string[] {
  const lines: string[] = []
  let last = ''
  for (const [letter] of line.matchAll(colourOrLetter)) {
    if (widthOf(last + letter) > columns) {
      lines.push(last)
      last = margin
    }
    last += letter
  }
  return [...lines, last]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const colourOrLetter = /\u001b\[[0-9;]*m|./gsu

/** A label and the column behind it, or the bar and the indentation of quoted output: at most half of the screen. */
function marginOf(line: string, columns: number): string {
  const [, label = '', bar = ''] = /^( *(?:[^\s│]+(?: [^\s│]+)* {2,})?)(│ *)?/u.exec(line) ?? []
  const margin = ' '.repeat(widthOf(label)) + bar
  if (margin.length <= columns / 2) return margin
  return /^ */.exec(line)?.[0].slice(0, columns / 2) ?? ''
}

/** A label in front, and everything else aligned behind it. */
export function labelled(label: string, lines: readonly string[], labelColumns: number): string[] {
  const margin = ' '.repeat(labelColumns)
  const first = label + ' '.repeat(Math.max(0, labelColumns - widthOf(label)))
  return lines.map((line, index) => `${index === 0 ? first : margin}${line}`)
}

function unbreakable(sentence: string): string[] {
  return sentence.match(/(?:`[^`]*`|[^ `])+/g) ?? [sentence]
}
