import { fold } from '../expressions/fold.ts'
import type { Machine } from '../machine/machine.ts'
import { bind } from '../machine/names.ts'
import { branch, type Completion, dry } from '../machine/state.ts'
import type { Case, Pattern, Statement } from '../parse/syntax.ts'
import { compare } from '../things/compare.ts'
import { visible } from '../things/iterate.ts'
import { concretes } from '../things/join.ts'
import { boolean, type Frame, list, made, type Thing, unknown } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { run } from './run.ts'

type If = Extract<Statement, { readonly type: 'if' }>

const mostBranches = 100

export function runIf(frame: Frame, { branches, otherwise }: If): Completion {
  const [first, ...rest] = branches.slice(0, mostBranches)
  if (!first) return run(frame, otherwise)
  const condition = fold(frame, first.test)
  frame.decided.push(...(condition.via ?? []))
  const others = () => runIf(frame, { type: 'if', line: 0, branches: rest, otherwise })
  return choose(frame, condition, [() => run(frame, first.body), others])
}

type Run = () => Completion

/** The first if the condition holds, the second if it does not, and both if it cannot be known. */
function choose(frame: Frame, condition: Thing, [first, second]: readonly [Run, Run]): Completion {
  const decided = truth(condition)
  if (decided === null) return branch(frame.machine, [first, second])
  const [taken, left] = decided ? [first, second] : [second, first]
  const isOfEnvironment = (condition.via ?? []).length > 0
  if (isOfEnvironment) dry(frame.machine, frame, left)
  else unlearned(frame.machine, () => dry(frame.machine, frame, left))
  frame.machine.blamed.push(condition.via ?? [])
  try {
    return taken()
  } finally {
    frame.machine.blamed.pop()
  }
}

/** `if cast is bool:` what another call makes of a key says nothing about this one. */
function unlearned({ reads }: Machine, run: () => void): void {
  const before = [...reads.values()].map((read) => [read, read.cast] as const)
  run()
  for (const [read, cast] of before) read.cast = cast
}

export function runMatch(
  frame: Frame,
  { subject, cases }: Extract<Statement, { type: 'match' }>,
): Completion {
  return fromCase(frame, fold(frame, subject), cases)
}

function fromCase(frame: Frame, subject: Thing, cases: readonly Case[]): Completion {
  const [first, ...rest] = cases.slice(0, mostBranches)
  if (!first) return 'normal'
  const matched = made(boolean(matches(frame, subject, first.pattern)), subject)
  const body = () => run(frame, first.body)
  const others = () => fromCase(frame, subject, rest)
  if (truth(matched) === true) captured(frame, subject, first)
  if (truth(matched) === null)
    for (const name of namesIn(first.pattern)) bind(frame, name, unknown('a part of a pattern'), first.line)
  if (!first.guard || truth(matched) === false) return choose(frame, matched, [body, others])
  const guard = fold(frame, first.guard)
  return choose(frame, truth(matched) === true ? guard : boolean(null), [body, others])
}

function namesIn(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'any':
    case 'rest':
      return [pattern.name]
    case 'sequence':
      return pattern.items.flatMap(namesIn)
    case 'or':
      return pattern.of.flatMap(namesIn)
    case 'other':
      return pattern.names
    case 'value':
      return []
  }
}

/** Names in the pattern get their parts of the subject. */
function captured(frame: Frame, subject: Thing, { pattern, line }: Pick<Case, 'pattern' | 'line'>): void {
  if (pattern.type === 'any' && pattern.name !== '_') bind(frame, pattern.name, subject, line)
  if (pattern.type !== 'sequence') return
  for (const [part, thing] of partsOf(frame, subject, pattern.items) ?? []) {
    if (part.type === 'rest') captured(frame, thing, { pattern: { type: 'any', name: part.name }, line })
    else captured(frame, thing, { pattern: part, line })
  }
}

function matches(frame: Frame, subject: Thing, pattern: Pattern): boolean | null {
  switch (pattern.type) {
    case 'any':
    case 'rest':
      return true
    case 'value': {
      const site = { frame, line: pattern.value.line, literal: false }
      return truth(compare(site, '==', [subject, fold(frame, pattern.value)]))
    }
    case 'or': {
      const all = pattern.of.map((each) => matches(frame, subject, each))
      return all.includes(true) ? true : all.includes(null) ? null : false
    }
    case 'sequence':
      return inSequence(frame, subject, pattern.items)
    case 'other':
      return null
  }
}

function inSequence(frame: Frame, subject: Thing, patterns: readonly Pattern[]): boolean | null {
  const all = concretes(subject)
  if (all.every(({ type }) => type === 'text' || type === 'dict' || type === 'none' || type === 'number'))
    return false
  if (all.length > 1 || all[0]?.type !== 'list' || all[0].open) return null
  const parts = partsOf(frame, subject, patterns)
  if (!parts) return false
  const matched = parts.map(([part, thing]) => matches(frame, thing, part))
  return matched.includes(false) ? false : matched.includes(null) ? null : true
}

/** Each pattern with its part; null where there are too few or too many. */
function partsOf(
  frame: Frame,
  subject: Thing,
  patterns: readonly Pattern[],
): readonly (readonly [Pattern, Thing])[] | null {
  const { items } = visible(frame, subject)
  const star = patterns.findIndex(({ type }) => type === 'rest')
  const more = items.length - (patterns.length - 1)
  if (star === -1 ? items.length !== patterns.length : more < 0) return null
  return patterns.map((pattern, at) => {
    if (at === star) return [pattern, list(items.slice(at, at + more))]
    return [pattern, items[star !== -1 && at > star ? at + more - 1 : at] ?? boolean(null)]
  })
}
