import type { Span } from './span.ts'

const longestName = 64

/** The whole name around letters that give it away. */
export function nameAround(text: string, from: number, to: number): Span {
  let start = from
  while (start > 0 && from - start < longestName && isNameLetter(text.charCodeAt(start - 1))) start--
  let end = to
  while (end < text.length && end - to < longestName && isNameLetter(text.charCodeAt(end))) end++
  // `token->value`, `--password`: a dash at either end is no letter of it.
  while (start < from && text.charCodeAt(start) === 0x2d) start++
  while (end > to && text.charCodeAt(end - 1) === 0x2d) end--
  return spaced(text, start, end)
}

const [c, k, p, s, t] = [0x63, 0x6b, 0x70, 0x73, 0x74]
const kindOfKey = /(?:api|private|access|signing|encryption|secret)[ .]$/i
const kindOfPass = /(?:mot|phrase) de $/i
const kindOfClé =
  /^ (?:d['’]|d[aei] )?(?:api|priv(?:[eé]e|ada|ata)|secr[eè]te|secreta|segreta|acc[eè]s|ac(?:ceso|cesso|esso)|chiffrement|signature|firma)(?![\p{L}\p{N}_])/iu

/** `API key`, `two factor`, `mot de passe`, `clé privée`, `chiave privata`: names of several words. */
function spaced(text: string, from: number, to: number): Span {
  const letter = text.charCodeAt(from) | 0x20
  if (letter !== c && letter !== k && letter !== p && letter !== s && letter !== t) return { from, to }
  const word = text.slice(from, to)
  const before = (kind: RegExp) => kind.exec(text.slice(Math.max(0, from - 11), from))?.[0].length ?? 0
  const behind = (kind: RegExp) => kind.exec(text.slice(to, to + 28))?.[0].length ?? 0
  if (letter === k && /^keys?$/i.test(word)) return { from: from - before(kindOfKey), to }
  if (letter === p && /^passe$/i.test(word)) return { from: from - before(kindOfPass), to }
  if (letter === s) return { from: from - (word === 'sid' ? before(/connect\.$/) : 0), to }
  if (letter === t && /^two$/i.test(word)) return { from, to: to + behind(/^.factor\w{0,20}/i) }
  if (letter !== c || !/^(?:cl[eé]f?|clave|chave|chiave)$/i.test(word)) return { from, to }
  return { from: from - before(/palabra $/i), to: to + behind(kindOfClé) }
}

export function isNameLetter(code: number): boolean {
  if (code >= 0x30 && code <= 0x39) return true
  const letter = code | 0x20
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    code === 0x5f ||
    code === 0x2d ||
    (code > 0xbf && isWideLetter(code))
  )
}

/** Beyond Latin-1's signs, and not what stands between words there: `→`, `“`, `、`, `：`. */
function isWideLetter(code: number): boolean {
  const isSign = (code >= 0x2010 && code < 0x2c00) || (code >= 0x3000 && code < 0x3040)
  return !isSign && (code < 0xff00 || (code > 0xff20 && code < 0xffe0))
}
