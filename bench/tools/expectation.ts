import type { Answers } from '../../packages/cabestan/src/project/answers.ts'

/** What a person read in a project: plain answers, or one of these forms where several answers would be right. */
export interface Expected {
  readonly outcome: Expectation
  readonly why: string
  readonly [answer: string]: Expectation
}

export type Expectation =
  | null
  | string
  | boolean
  | readonly string[]
  | { readonly anyOf: readonly Expectation[] }
  | { readonly includes: readonly string[] }
  /** A list with all words of `must` and none besides those of `must` and `may`; `*` in `may` allows any word. */
  | { readonly must: readonly string[]; readonly may: readonly string[] }
  | { readonly [name: string]: Expectation }

export type Verdict = 'right' | 'wrong' | 'unknown'

/** The answers that each detector gives, by the detector's name. */
export const detectors: Readonly<Record<string, readonly (keyof Answers | 'outcome')[]>> = {
  where: ['directory', 'projects', 'pythonPath'],
  settings: ['settings', 'settingsForm', 'settingsClass', 'switches', 'wsgi', 'asgi'],
  environment: ['neededKeys'],
  dependencies: ['dependencySource', 'dependencyFiles', 'added', 'system', 'pinned'],
  python: ['django', 'python'],
  processes: ['interface', 'programs', 'redis', 'rabbitmq', 'services'],
  data: ['database', 'gis', 'databaseGiven', 'sqliteFiles', 'withoutMigrations'],
  frontEnd: ['frontEnd'],
  page: ['page'],
  outcome: ['outcome'],
}

export function judge(key: string, expectation: Expectation, answer: unknown): Verdict {
  if (agrees(expectation, answer, key)) return 'right'
  return answer === null || answer === undefined ? 'unknown' : 'wrong'
}

function agrees(expectation: Expectation, answer: unknown, key: string): boolean {
  if (expectation === null || typeof expectation === 'boolean') return answer === expectation
  if (typeof expectation === 'string') return answer === expectation || isOfSeries(expectation, answer, key)
  if (isList(expectation)) return sameMembers(expectation, textsOf(answer))
  if ('anyOf' in expectation && isList<Expectation>(expectation.anyOf))
    return expectation.anyOf.some((one) => agrees(one, answer, key))
  if ('includes' in expectation && isList<string>(expectation.includes))
    return expectation.includes.every((one) => textsOf(answer).includes(one))
  if ('must' in expectation && isList<string>(expectation.must) && isList<string>(expectation['may']))
    return namesAll(expectation.must, expectation['may'], textsOf(answer))
  return sameEntries(expectation, answer, key)
}

/** `4.2` is also right where the project pins 4.2.7. */
function isOfSeries(expectation: string, answer: unknown, key: string): boolean {
  return key === 'django' && typeof answer === 'string' && answer.startsWith(`${expectation}.`)
}

function namesAll(must: readonly string[], may: readonly string[], texts: readonly string[]): boolean {
  const known = [...must, ...may]
  const allowed = (text: string) => may.includes('*') || known.some((words) => hasWords(text, words))
  return must.every((words) => texts.some((text) => hasWords(text, words))) && texts.every(allowed)
}

function hasWords(text: string, words: string): boolean {
  const there = new Set(text.split(/[\s./]+/))
  return words.split(' ').every((word) => there.has(word))
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify([...some].sort()) === JSON.stringify([...others].sort())
}

function sameEntries(expectation: object, answer: unknown, key: string): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  const given = new Map(Object.entries(answer))
  const wanted: [string, Expectation][] = Object.entries(expectation)
  return given.size === wanted.length && wanted.every(([name, one]) => agrees(one, given.get(name), key))
}

function textsOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return []
  return Object.values(answer).map(String)
}

function isList<T>(value: unknown): value is readonly T[] {
  return Array.isArray(value)
}
