import type { Event } from '../../contract/event.ts'
import { isObject, type JsonObject } from '../../contract/json.ts'

/** Values that the event mentions elsewhere, so that they can be recognised inside a sentence. */
export interface ToldValue {
  readonly value: string
  /** The names that it stands under; null where the word is a value wherever it stands. */
  readonly names: readonly string[] | null
}

const mostNamed = 60
const longest = 60

/** The user, the variable parts of an address, and whatever stands under a name in tags, extra or contexts. */
export function readToldValues(
  event: JsonObject,
  { user, tags, transaction }: Pick<Event, 'user' | 'tags' | 'transaction'>,
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

/** Java's loggers put what their threads know here: `MDC`. */
function contextsOf({ contexts }: JsonObject): readonly unknown[] {
  return entriesIn(contexts).map(([, context]) => context)
}

function entriesIn(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : []
}

/** Numbers are removed from every message anyway, and a single letter occurs in too many. */
function isWord(told: { readonly value: unknown }): told is ToldValue {
  const { value } = told
  return typeof value === 'string' && value.length > 1 && value.length <= longest && /\p{L}/u.test(value)
}

/** In a sentence, `customer_id` is called `customer_id`, `customer` or `customer id`. */
function namesOf(name: string): readonly string[] {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').match(/\p{L}[\p{L}\p{N}]+/gu) ?? []
  return [...new Set([name, words.join(' '), ...words])].filter((each) => each.trim() !== '')
}

const openStep = /^(?:[:*].+|\{.*\}|<.*>|\[.*\])$/

/** `ada` in `/customers/ada`, which `GET /customers/{name}` answered. */
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

/** Replaces each value that the event mentions elsewhere by a sign, unless nothing else would be left. */
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

/** With the flag u, only letters that need it may be escaped: `\-` is an error outside of a class. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
