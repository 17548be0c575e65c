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

/** A narrow terminal would break it inside a word; colours and the margin stay. */
export function broken(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line]
  const [, colours = '', margin = '', text = ''] = /^((?:\p{Cc}\[\d+m)*)( *)(.*)$/su.exec(line) ?? []
  const [first, ...more] = wrap(text, columns - margin.length)
  return [`${colours}${margin}${first}`, ...more.map((each) => margin + each)]
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
