/**
 * French puts a space before its high punctuation, and a line must not break there. The catalogue is written
 * with ordinary spaces, which an editor shows; what is typed (between backticks) keeps them.
 */
export function withFrenchSpaces<T>(words: T): T {
  if (typeof words === 'string') return spaced(words) as T
  if (Array.isArray(words)) return words.map(withFrenchSpaces) as T
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, withFrenchSpaces(value)])) as T
}

function spaced(sentence: string): string {
  return sentence
    .split('`')
    .map((piece, index) => (index % 2 === 0 ? prose(piece) : piece))
    .join('`')
}

function prose(text: string): string {
  return text.replaceAll(/ (?=[:;!?»])/g, '\u00a0').replaceAll('« ', '«\u00a0')
}
