import { fold } from '../expressions/fold.ts'
import { branch, type Completion, dry } from '../machine/state.ts'
import type { Statement } from '../parse/syntax.ts'
import { visible } from '../things/iterate.ts'
import { type Frame, made, unknown } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { assign } from './assign.ts'
import { run } from './run.ts'

const mostRounds = 200

export function runFor(frame: Frame, statement: Extract<Statement, { type: 'for' }>): Completion {
  const iterable = fold(frame, statement.iterable)
  const { items, open } = visible(frame, iterable)
  for (const item of items) {
    assign(frame, statement.target, made(item, { via: iterable.via }))
    const end = run(frame, statement.body)
    if (end === 'return') return end
    if (end === 'break') return 'normal'
  }
  if (open) {
    const more = () => {
      assign(frame, statement.target, made(unknown('an item that is not known'), iterable))
      return run(frame, statement.body)
    }
    branch(frame.machine, [more, () => 'normal'])
  }
  if (items.length === 0 && !open) dry(frame.machine, frame, () => run(frame, statement.body))
  return run(frame, statement.otherwise)
}

export function runWhile(
  frame: Frame,
  { test, body, otherwise }: Extract<Statement, { type: 'while' }>,
): Completion {
  for (let round = 0; round < mostRounds; round += 1) {
    const condition = truth(fold(frame, test))
    if (condition === false) return run(frame, otherwise)
    if (condition === null) return branch(frame.machine, [() => run(frame, body), () => 'normal'])
    const end = run(frame, body)
    if (end === 'return') return end
    if (end === 'break') return 'normal'
  }
  return 'normal'
}
