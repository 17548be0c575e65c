import { endOfString } from './string-end.ts'

/**
 * Where an f-string ends that only Python 3.12 and newer understand: it has, between braces, its own quotes, a backslash, or
 * the end of a line. Null for any other, which ends where every string does.
 */
export function passFString(source: string, from: number, quote: string): number | null {
  const reader: Reader = { source: source.slice(from, from + longest), quote, at: 0, isNew: false }
  const isWhole = passText(reader, () => reader.source.startsWith(quote, reader.at))
  return isWhole && reader.isNew ? from + reader.at + quote.length : null
}

/** Where nothing closes it in so many characters, the file is broken, and its other lines count all the same. */
const longest = 4_000

interface Reader {
  readonly source: string
  readonly quote: string
  at: number
  isNew: boolean
}

/** Text with expressions in braces, up to its end; false where it has none. */
function passText(reader: Reader, isEnd: () => boolean): boolean {
  while (reader.at < reader.source.length) {
    if (isEnd()) return true
    const character = reader.source[reader.at]
    const isLineEnd = character === '\n' && reader.quote.length === 1
    if (isLineEnd) return false
    const isDoubled = reader.source.startsWith('{{', reader.at)
    reader.at += isDoubled || character === '\\' ? 2 : 1
    if (character === '{' && !isDoubled && !passExpression(reader)) return false
  }
  return false
}

/** Past the brace that closes it. */
function passExpression(reader: Reader): boolean {
  for (let open = 0; reader.at < reader.source.length; ) {
    const character = reader.source[reader.at] ?? ''
    if (character === '}' && open === 0) {
      reader.at += 1
      return true
    }
    if (character === ':' && open === 0) return passFormat(reader)
    if (/["']/.test(character)) {
      if (!passInner(reader)) return false
      continue
    }
    if (character === '\\' || (character === '\n' && reader.quote.length === 1)) reader.isNew = true
    open += opens(character)
    reader.at += 1
  }
  return false
}

/** What follows the colon is text again, up to the brace. */
function passFormat(reader: Reader): boolean {
  const isWhole = passText(reader, () => reader.source[reader.at] === '}')
  reader.at += 1
  return isWhole
}

/** A string within the braces. */
function passInner(reader: Reader): boolean {
  const { source, at, quote } = reader
  if (source.startsWith(quote, at)) reader.isNew = true
  const three = source.slice(at, at + 3)
  const inner = three === '"""' || three === "'''" ? three : source.charAt(at)
  const end =
    (/[fF][rR]?$/.test(source.slice(Math.max(0, at - 2), at)) &&
      passFString(source, at + inner.length, inner)) ||
    endOfString(source, at + inner.length, inner)
  if (source.slice(at, end).includes('\\')) reader.isNew = true
  reader.at = end
  return source.startsWith(inner, end - inner.length) && end > at + inner.length - 1
}

function opens(character: string): number {
  if ('([{'.includes(character)) return 1
  return ')]}'.includes(character) ? -1 : 0
}
