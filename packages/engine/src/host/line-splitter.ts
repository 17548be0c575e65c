import { stripVTControlCharacters } from 'node:util'

const longestLine = 10_000

/**
 * Hands on whole lines of a stream of text; a carriage return alone (apt's progress) ends a line too.
 * Colours and cursor movements stay behind: the lines are shown on somebody else's terminal.
 */
export function lineSplitter(onLine: (line: string) => void): { push(text: string): void; end(): void } {
  let rest = ''
  const say = (line: string) => {
    const plain = withoutControls(line.slice(-longestLine))
    if (plain.trim() !== '') onLine(plain)
  }
  return {
    push(text) {
      const parts = (rest + text).split(/\r\n|\n|\r/)
      rest = (parts.pop() ?? '').slice(-longestLine)
      parts.forEach(say)
    },
    end() {
      say(rest)
      rest = ''
    },
  }
}

function withoutControls(line: string): string {
  return stripVTControlCharacters(line).replace(/[^\P{Cc}\t]/gu, '')
}
