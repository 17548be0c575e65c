/** Why an owner's expression is not taken. */
export type PatternTrouble = 'not-an-expression' | 'too-long' | 'matches-nothing' | 'may-take-forever'

const longestPattern = 300

/**
 * Expressions run over strangers' text, so one that could go back and forth over it without end is refused: a
 * repetition of something that itself repeats or chooses, references back, looking around.
 */
export function judgePattern(source: string): PatternTrouble | null {
  if (source.length > longestPattern) return 'too-long'
  const expression = compiled(source)
  if (expression === null) return 'not-an-expression'
  if (expression.test('')) return 'matches-nothing'
  return mayTakeForever(source) ? 'may-take-forever' : null
}

export function compilePatterns(sources: readonly string[]): RegExp[] {
  return sources.filter((source) => judgePattern(source) === null).flatMap((source) => compiled(source) ?? [])
}

function compiled(source: string): RegExp | null {
  try {
    return new RegExp(source, 'gu')
  } catch {
    try {
      return new RegExp(source, 'g')
    } catch {
      return null
    }
  }
}

function mayTakeForever(source: string): boolean {
  const bare = source
    .replace(/\\./g, (pair) => (/\\[1-9k]/.test(pair) ? '\\1' : 'x'))
    .replace(/\[\^?\]?[^\]]*\]/g, 'x')
  if (/\\1|\(\?<?[=!]/.test(bare)) return true
  if ((bare.match(/[*+]|\{\d*,\d*\}/g) ?? []).length > 3) return true
  return repeatsAChoice(bare)
}

function repeatsAChoice(bare: string): boolean {
  const open: boolean[] = [false]
  for (let at = 0; at < bare.length; at++) {
    const letter = bare[at] ?? ''
    if (letter === '(') open.push(false)
    else if (letter === ')') {
      const varies = open.pop() === true
      if (varies && /[*+{]/.test(bare[at + 1] ?? '')) return true
      if (varies) open[open.length - 1] = true
    } else if (/[*+{|?]/.test(letter) && bare[at - 1] !== '(') open[open.length - 1] = true
  }
  return false
}
