import { CabestanError } from '@cabestan/protocol/failures'
import type * as z from 'zod'
import { appName } from './app-name.ts'
import type { Path, PlacedValues, Position } from './document.ts'
import { exampleAt, keysAt } from './keys.ts'
import { isProblem, type Problem } from './problems.ts'
import { suggestKey } from './suggestion.ts'

type Issue = z.core.$ZodIssue

/** The first mistake in the order of the file, because people read and correct from top to bottom. */
export function firstMistake(issues: readonly Issue[], text: PlacedValues, file: string): CabestanError {
  const mistakes = issues
    .flatMap((issue) => innermost(issue, []))
    .map((issue) => mistakeOf(issue, text, file))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
  // A missing key is often one that was misspelt, and the misspelling says more.
  const [first] = [...mistakes.filter((each) => !each.missing), ...mistakes]
  if (!first) throw new Error('a refusal without an issue')
  return describeMistake(first, otherLines(first, mistakes))
}

/** All mistakes at once, so that nobody has to run the command five times. A missing key has no line. */
function otherLines(first: Mistake, mistakes: readonly Mistake[]): { others?: string } {
  const lines = mistakes.filter(({ missing }) => !missing).map(({ at }) => at.line)
  const others = [...new Set(lines)].filter((line) => line !== first.at.line)
  return others.length > 0 ? { others: others.join(', ') } : {}
}

/** The failure `config.invalid`, also for mistakes that are found outside of the schema. */
export function invalid(problem: Problem, path: Path, more: Record<string, string>): CabestanError {
  return new CabestanError('config.invalid', { key: keyText(path), problem, ...more })
}

/** A path as people write it: `environments.staging.domains[0]`. */
function keyText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? printable(key) : `${text}.${printable(key)}`
  }, '')
}

/** Keys come from the file, so characters that would move a terminal's cursor or fill its screen are not repeated. */
function printable(key: PropertyKey): string {
  return String(key).replace(/\p{C}/gu, '\u{FFFD}').slice(0, 80)
}

interface Mistake {
  readonly issue: Issue
  readonly file: string
  readonly at: Position
  readonly value: unknown
  /** `3.10`, which YAML reads as 3.1. */
  readonly typed: unknown
  readonly missing: boolean
}

function mistakeOf(issue: Issue, text: PlacedValues, file: string): Mistake {
  const value = valueAt(text.value, issue.path)
  const missing = issue.code === 'invalid_type' && value === undefined
  const typed = text.sourceOf(issue.path) ?? value
  return { issue, file, at: placeOf(issue, text), value, typed, missing }
}

function describeMistake(
  { issue, file, at, value, typed, missing }: Mistake,
  others: { others?: string },
): CabestanError {
  const place = { file, line: String(at.line), column: String(at.column), ...others }
  const key = issue.path.at(-1)
  if (issue.code === 'unrecognized_keys' && typeof key === 'string') {
    return unknownKey(key, issue.path, place)
  }
  return invalid(missing ? 'required' : problemOf(issue), issue.path, {
    ...place,
    ...better(issue, value),
    ...shown(issue.path, typed),
  })
}

/**
 * The allowed values, or an example where there is no end of them. A key follows a rule, and its problem says all of
 * it.
 */
function better(issue: Issue, value: unknown): { expected?: string; example?: string } {
  if (issue.code === 'invalid_key') return {}
  const expected = limits(issue) ?? (typeof value === 'string' ? nameLike(value, issue.path) : undefined)
  if (expected !== undefined) return { expected }
  const example = exampleAt(issue.path)
  return example === '' ? {} : { example }
}

/** A name that the server cannot use has a nearest one that it can, which says more than an example. */
function nameLike(value: string, path: Path): string | undefined {
  return path.length === 1 && path[0] === 'app' ? appName(value) : undefined
}

function unknownKey(key: string, path: Path, place: Record<string, string>): CabestanError {
  const parent = path.slice(0, -1)
  const suggestion = suggestKey(key, parent)
  return new CabestanError('config.unknown-key', {
    ...place,
    key: keyText(path),
    // Somebody who is told what they meant need not be shown thirty other keys.
    ...(suggestion === undefined ? { known: keysAt(parent).join(', ') } : { suggestion }),
  })
}

/** The value as it was typed, if it is short. Entries of `keys` may be somebody's private key and are never shown. */
function shown(path: Path, value: unknown): { value?: string } {
  const simple = ['string', 'number', 'boolean'].includes(typeof value)
  if (!simple || path.includes('keys')) return {}
  const text = String(value)
  return text.length <= 80 && !/\p{Cc}/u.test(text) ? { value: text } : {}
}

function placeOf(issue: Issue, text: PlacedValues): Position {
  const named = issue.code === 'unrecognized_keys' || issue.code === 'invalid_key'
  return named ? text.positionOfKey(issue.path) : text.positionOfValue(issue.path)
}

/**
 * Unions and records wrap what is really wrong. Of a union the alternative counts that the person began to
 * write; where none has the right type, the union itself is the mistake.
 */
function innermost(issue: Issue, around: Path): Issue[] {
  const path = [...around, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, path: [...path, key] }))
  if (issue.code === 'invalid_key') {
    return [{ ...issue, path, message: issue.issues[0]?.message ?? issue.message }]
  }
  if (issue.code === 'invalid_union') {
    const begun = issue.errors.find((issues) => !issues.some(isWrongType))
    if (begun) return begun.flatMap((each) => innermost(each, path))
  }
  return [{ ...issue, path }]
}

function isWrongType(issue: Issue): boolean {
  const wrong = ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code)
  return wrong && issue.path.length === 0
}

const typeProblems: Readonly<Record<string, Problem>> = {
  string: 'text',
  number: 'number',
  int: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'map',
  record: 'map',
}

function problemOf(issue: Issue): Problem {
  if (isProblem(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return typeProblems[issue.expected] ?? 'type'
  if (issue.code === 'invalid_value') return 'choice'
  if (issue.code === 'invalid_union' && wantsMap(issue.errors.flat())) return 'map'
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'too-many' : 'range'
  if (issue.code === 'too_small') return issue.origin === 'array' ? 'required' : 'range'
  return 'type'
}

/** Where `false` is the only other allowed value. */
function wantsMap(issues: readonly Issue[]): boolean {
  const types = issues.filter(({ path }) => path.length === 0)
  const [only, ...others] = types.filter(({ code }) => code === 'invalid_type')
  return others.length === 0 && only?.code === 'invalid_type' && only.expected === 'object'
}

/** The allowed values, where the schema lists them. */
function limits(issue: Issue): string | undefined {
  if (issue.code === 'custom') return issue.params?.['expected']
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ')
  if (issue.code === 'too_big' && issue.origin !== 'array') return `≤ ${issue.maximum}`
  if (issue.code === 'too_small' && issue.origin !== 'array') return `≥ ${issue.minimum}`
  return undefined
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | undefined)?.[key], value)
}
