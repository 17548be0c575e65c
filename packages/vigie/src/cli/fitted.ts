/**
 * Fits text to the width of the terminal, with continued lines indented like their beginning. For a pipe no line is
 * broken.
 */
export function fitted(text: string, columns = Number.POSITIVE_INFINITY): string {
  return text
    .split('\n')
    .flatMap((line) => broken(line, columns))
    .join('\n')
}

function broken(line: string, columns: number): string[] {
  const label = /^ *(?:\S+(?: \S+)* {2,})?/.exec(line)?.[0] ?? ''
  const margin = ' '.repeat(label.length <= (columns * 2) / 3 ? label.length : 2)
  const lines: string[] = []
  let last = label
  for (const word of line.slice(label.length).split(' ')) {
    const longer = last.trim() === '' || last === label ? last + word : `${last} ${word}`
    if (longer.length > columns && last !== label) {
      lines.push(last)
      last = margin + word
    } else last = longer
  }
  return [...lines, last]
}
