/** The parts of a string literal: `rb'…'` has the prefix `rb`. */
export interface Literal {
  readonly prefix: string
  readonly content: string
  readonly raw: boolean
  readonly bytes: boolean
}

export function literalOf(source: string): Literal {
  const prefix = (/^[a-zA-Z]*/.exec(source)?.[0] ?? '').toLowerCase()
  const quote = quoteOf(source, prefix.length)
  const start = prefix.length + quote.length
  const closed = source.length >= start + quote.length && source.endsWith(quote)
  const content = source.slice(start, closed ? source.length - quote.length : undefined)
  return { prefix, content, raw: prefix.includes('r'), bytes: prefix.includes('b') }
}

/** The number of characters before the content. */
export function openingOf(source: string): number {
  const { prefix } = literalOf(source)
  return prefix.length + quoteOf(source, prefix.length).length
}

function quoteOf(source: string, at: number): string {
  const mark = source.charAt(at)
  return source.startsWith(mark.repeat(3), at) ? mark.repeat(3) : mark
}

export function decode({ content, raw, bytes }: Pick<Literal, 'content' | 'raw' | 'bytes'>): string {
  if (raw || !content.includes('\\')) return content
  return content.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^{}\n]{1,100})\}|([0-7]{1,3})|([\s\S]))/g,
    (whole, two, four, eight, name, octal, single) => {
      if (two !== undefined) return character(two, 16)
      if (bytes && single === undefined && octal === undefined) return whole
      if (four !== undefined || eight !== undefined) return character(four ?? eight, 16)
      if (octal !== undefined) return character(octal, 8)
      return name === undefined ? (escapes[single] ?? whole) : whole
    },
  )
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function character(digits: string, base: number): string {
  const code = Number.parseInt(digits, base)
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
}
