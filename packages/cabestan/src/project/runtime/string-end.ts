/** The position after the closing quotes; a string of one line ends with its line at the latest. */
export function endOfString(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (quote.length === 1 && source[at] === '\n') return at
    else if (source.startsWith(quote, at)) return at + quote.length
  }
  return source.length
}
