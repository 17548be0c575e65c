/** A sentence of the catalogue as Markdown, in which each placeholder is named in italics. */
export function documentSentence(sentence: string): string {
  return sentence
    .split('`')
    .map((piece, index) => (index % 2 === 0 ? named(piece, '*', '*') : `\`${named(piece, '', '')}\``))
    .join('')
}

/** Italics are impossible between backticks, so there a placeholder is written as one would type it. */
function named(piece: string, before: string, after: string): string {
  return piece.replaceAll(/\{([a-zA-Z]+)(?:\|[a-zA-Z|]+)?\}/g, (_, name: string) =>
    before ? `${before}${name}${after}` : name.toUpperCase(),
  )
}
