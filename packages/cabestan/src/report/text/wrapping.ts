import { widthOf } from './text-width.ts'

/** Breaks at spaces, never inside what is typed: a command must stay one that can be copied. */
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

/** A label in front, and everything aligned behind it. */
export function labelled(label: string, lines: readonly string[], labelColumns: number): string[] {
  const margin = ' '.repeat(labelColumns)
  const first = label + ' '.repeat(Math.max(0, labelColumns - widthOf(label)))
  return lines.map((line, index) => `${index === 0 ? first : margin}${line}`)
}

function unbreakable(sentence: string): string[] {
  return sentence.match(/(?:`[^`]*`|[^ `])+/g) ?? [sentence]
}
