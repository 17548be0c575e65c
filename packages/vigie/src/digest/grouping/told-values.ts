import { isObject, type JsonObject } from '../../contract/json.ts'
import type { Outline } from '../outline.ts'

/** What the event says elsewhere, so that the same word in a sentence is known for a value. */
export interface ToldValue {
  readonly value: string
  /** Beneath which names; null where the word is a value wherever it stands. */
  readonly names: readonly string[] | null
}

const mostNamed = 60
const longest = 60

/** Who was there, what the pattern of an address leaves open, and what stands beneath a name in tags, extra or contexts. */
export function readToldValues(
  event: JsonObject,
  { user, tags, transaction }: Pick<Outline, 'user' | 'tags' | 'transaction'>,
): readonly ToldValue[] {
  const people = [user?.id, user?.username, user?.name]
  const url = tags.find(([key]) => key === 'url')?.[1]
  const open = url && transaction ? openSteps(transaction, url) : []
  const named = [...tags, ...entriesIn(event['extra']), ...contextsOf(event).flatMap(entriesIn)]
  return [
    ...[...people, ...open].map((value) => ({ value, names: null })),
    ...named.slice(0, mostNamed).map(([name, value]) => ({ value, names: namesOf(name) })),
  ].filter(isWord)
}

/** Java's loggers put there what their threads know: `MDC`. */
function contextsOf({ contexts }: JsonObject): readonly unknown[] {
  return entriesIn(contexts).map(([, context]) => context)
}

function entriesIn(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : []
}

/** Numbers are taken out of every message anyway, and one letter is in too many. */
function isWord(told: { readonly value: unknown }): told is ToldValue {
  const { value } = told
  return typeof value === 'string' && value.length > 1 && value.length <= longest && /\p{L}/u.test(value)
}

/** `customer_id` is called `customer_id`, `customer` or `customer id` in a sentence. */
function namesOf(name: string): readonly string[] {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').match(/\p{L}[\p{L}\p{N}]+/gu) ?? []
  return [...new Set([name, words.join(' '), ...words])].filter((each) => each.trim() !== '')
}

const openStep = /^(?:[:*].+|\{.*\}|<.*>|\[.*\])$/

/** `ada` of `/customers/ada`, which `GET /customers/{name}` answered. */
function openSteps(transaction: string, url: string): readonly string[] {
  const pattern = stepsOf(transaction.replace(/^[A-Z]+ /, ''))
  const steps = stepsOf(url.replace(/^\w+:\/\/[^/]*/, '').replace(/[?#].*$/s, ''))
  if (pattern.length !== steps.length) return []
  return steps.filter((_, place) => openStep.test(pattern[place] ?? '')).map(decoded)
}

function stepsOf(path: string): readonly string[] {
  return path.split('/', 20).filter(Boolean)
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

/** The words with a sign in place of each value that the event tells of elsewhere; all of them where no other is left. */
export function withoutTold(text: string, told: readonly ToldValue[]): string {
  const pattern = told.reduce((words, each) => {
    return words.includes(each.value) ? words.replace(standing(each), '<value>') : words
  }, text)
  return /\p{L}{3}/u.test(pattern.replaceAll('<value>', '')) ? pattern : text
}

function standing({ value, names }: ToldValue): RegExp {
  const word = String.raw`${escaped(value)}(?![\p{L}\p{N}_])`
  if (names === null) return new RegExp(String.raw`(?<![\p{L}\p{N}_])${word}`, 'gu')
  const known = names.map((name) => escaped(name)).join('|')
  return new RegExp(String.raw`(?<=(?<![\p{L}\p{N}_])(?:${known})["']?(?: ?[:=] ?| )["']?)${word}`, 'giu')
}

/** With the flag u no letter may be escaped that needs it not: `\-` is an error outside of a class. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
