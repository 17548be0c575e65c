import { compare } from './compare.ts'
import { fold } from './fold.ts'
import { bind } from './names.ts'
import { run } from './run.ts'
import { branch, type Completion, dry } from './state.ts'
import type { Case, Pattern, Statement } from './syntax.ts'
import { boolean, type Frame, made, type Thing } from './thing.ts'
import { truth } from './truth.ts'

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

/** The first where the condition holds, the second where it does not, both where it cannot be known. */
function choose(frame: Frame, condition: Thing, [first, second]: readonly [Run, Run]): Completion {
  const decided = truth(condition)
  if (decided === null) return branch(frame.machine, [first, second])
  const [taken, left] = decided ? [first, second] : [second, first]
  dry(frame.machine, frame, left)
  frame.machine.blamed.push(condition.via ?? [])
  try {
    return taken()
  } finally {
    frame.machine.blamed.pop()
  }
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
  if (!first.guard || truth(matched) === false) return choose(frame, matched, [body, others])
  const guard = fold(frame, first.guard)
  return choose(frame, truth(matched) === true ? guard : boolean(null), [body, others])
}

function captured(frame: Frame, subject: Thing, { pattern, line }: Case): void {
  if (pattern.type === 'any' && pattern.name !== '_') bind(frame, pattern.name, subject, line)
}

function matches(frame: Frame, subject: Thing, pattern: Pattern): boolean | null {
  if (pattern.type === 'any') return true
  if (pattern.type === 'value') {
    const value = fold(frame, pattern.value)
    return truth(compare({ frame, line: pattern.value.line, literal: false }, '==', [subject, value]))
  }
  if (pattern.type === 'other') return null
  const all = pattern.of.map((each) => matches(frame, subject, each))
  return all.includes(true) ? true : all.includes(null) ? null : false
}
