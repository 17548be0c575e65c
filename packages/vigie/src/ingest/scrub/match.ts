/** Where the match of a sticky expression at this place ends, or -1. */
export function match(text: string, at: number, expression: RegExp): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : -1
}

export function skip(text: string, at: number, letters: RegExp): number {
  const end = match(text, at, letters)
  return end < 0 ? at : end
}
