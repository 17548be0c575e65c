import { type Level, levels } from '../contract/event.ts'
import { readTime, type TimeTerm } from './search-time.ts'

/** What a search asks for, each with its negation. */
export type Term = { readonly not: boolean } & Asked

type Asked =
  | { readonly type: 'is'; readonly value: IsWord }
  | { readonly type: 'level'; readonly value: Level }
  | { readonly type: 'column'; readonly column: 'logger' | 'platform'; readonly value: string }
  | { readonly type: 'tag'; readonly key: string; readonly value: string }
  /** Any value of the key. */
  | { readonly type: 'has'; readonly key: string }
  | { readonly type: 'user'; readonly value: string }
  /** An account's id or e-mail address, or `me`; null for nobody. */
  | { readonly type: 'assigned'; readonly value: string | null }
  | ({ readonly type: 'time' } & TimeTerm)
  | { readonly type: 'words'; readonly value: string }

const isWords = [
  'unresolved',
  'resolved',
  'muted',
  'regression',
  'assigned',
  'unassigned',
  'handled',
  'unhandled',
] as const
type IsWord = (typeof isWords)[number]

export interface Search {
  readonly terms: readonly Term[]
  /** Not understood. */
  readonly unknown: readonly string[]
}

/** More words than these find nothing that fewer would not, and each costs time. */
const mostTerms = 20

export function parseSearch(text: string): Search {
  const words = text.match(/!?(?:[^\s":]+:)?(?:"(?:[^"\\]|\\.)*"?|[^\s"]+)/g) ?? []
  const read = words.slice(0, mostTerms).map((word) => ({ word, term: readWord(word) }))
  return {
    terms: read.flatMap(({ term }) => term ?? []),
    unknown: [...read.flatMap(({ word, term }) => (term ? [] : [word])), ...words.slice(mostTerms)],
  }
}

function readWord(word: string): Term | null {
  const not = word.startsWith('!') && word.length > 1
  const asked = readAsked(not ? word.slice(1) : word)
  return asked && { not, ...asked }
}

function readAsked(word: string): Asked | null {
  const [, key, rest] = /^([^\s":]+):(.+)$/s.exec(word) ?? []
  // `https://…` and `ValueError:` are words rather than keys.
  if (key === undefined || rest === undefined || rest.startsWith('//') || rest.startsWith(':'))
    return { type: 'words', value: unquoted(word) }
  return readPair(key, unquoted(rest))
}

function readPair(key: string, value: string): Asked | null {
  switch (key) {
    case 'is':
      return oneOf(isWords, value, (found) => ({ type: 'is', value: found }))
    case 'level':
      return oneOf(levels, value, (found) => ({ type: 'level', value: found }))
    case 'logger':
    case 'platform':
      return { type: 'column', column: key, value }
    case 'user':
      return { type: 'user', value }
    case 'has':
      return { type: 'has', key: value }
    case 'assigned':
      return { type: 'assigned', value: value === 'none' || value === 'nobody' ? null : value }
    case 'age':
    case 'firstSeen':
    case 'lastSeen':
      return timed(readTime(key, value))
    default:
      return { type: 'tag', key, value }
  }
}

function oneOf<Word extends string>(
  known: readonly Word[],
  value: string,
  asked: (found: Word) => Asked,
): Asked | null {
  const found = known.find((word) => word === value.toLowerCase())
  return found === undefined ? null : asked(found)
}

function timed(term: TimeTerm | null): Asked | null {
  return term && { type: 'time', ...term }
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  return text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replace(/\\(.)/g, '$1')
}
