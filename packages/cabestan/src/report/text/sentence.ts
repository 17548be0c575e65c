import type { Counted } from '../catalogue/sentence.ts'

export type Values = Readonly<Record<string, string | number | undefined>>

const placeholder = /\{([a-zA-Z|]+)\}/g

/** `{name}` becomes its value, and `{a|b}` the first of them that is known. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replaceAll(placeholder, (_, names: string) => lookUp(names, values) ?? '…')
}

/** Null where a value is not known, because half a sentence helps nobody. */
export function fillKnown(sentence: string, values: Values): string | null {
  const known = placeholdersOf(sentence).every((names) => lookUp(names, values) !== undefined)
  return known ? fill(sentence, values) : null
}

/** The first of several sentences whose values are all known, or else the last one. */
export function fillBest(sentences: string | readonly string[], values: Values): string {
  const all = typeof sentences === 'string' ? [sentences] : sentences
  const known = all.map((each) => fillKnown(each, values)).find((each) => each !== null)
  return known ?? fill(all.at(-1) ?? '', values)
}

export function placeholdersOf(sentence: string): string[] {
  return [...sentence.matchAll(placeholder)].map((match) => match[1] ?? '')
}

export function fillCounted(counted: Counted, count: number, values: Values = {}): string {
  const several = count === 0 ? (counted.none ?? counted.other) : counted.other
  return fill(count === 1 ? counted.one : several, { count, ...values })
}

/** An empty value counts as unknown: nobody wants to read “port  refused”. */
function lookUp(names: string, values: Values): string | undefined {
  const known = names.split('|').map((name) => values[name])
  const first = known.find((value) => value !== undefined && value !== '')
  return first === undefined ? undefined : String(first)
}
