import { learnDefault } from '../machine/environment.ts'
import { branch, dry } from '../machine/state.ts'
import type { Expression } from '../parse/syntax.ts'
import { unmarked } from '../secret.ts'
import { join } from '../things/join.ts'
import { type Frame, made, none, type Thing } from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { fold, type Of } from './fold.ts'

export function logic(frame: Frame, { type, left, right }: Of<'and' | 'or'>): Thing {
  const first = fold(frame, left)
  const decided = truth(first)
  if (decided === null) return eitherWay(frame, first, right)
  if (decided === (type === 'or')) {
    dry(frame.machine, frame, () => fold(frame, right))
    return first
  }
  const second = fold(frame, right)
  if (type === 'or') learnDefault(first, second)
  return made(second, first)
}

/** The left side, or what the right one gives. */
function eitherWay(frame: Frame, first: Thing, right: Expression): Thing {
  let second: Thing = none
  branch(frame.machine, [
    () => 'normal',
    () => {
      second = fold(frame, right)
      return 'normal'
    },
  ])
  return made(join([first, second]), first)
}

export function conditional(frame: Frame, { test, ifTrue, ifFalse }: Of<'conditional'>): Thing {
  const condition = fold(frame, test)
  frame.decided.push(...(condition.via ?? []))
  const decided = truth(condition)
  if (decided === null) return eitherOf(frame, condition, [ifTrue, ifFalse])
  dry(frame.machine, frame, () => fold(frame, decided ? ifFalse : ifTrue))
  return made(fold(frame, decided ? ifTrue : ifFalse), unmarked(condition))
}

function eitherOf(frame: Frame, condition: Thing, sides: readonly Expression[]): Thing {
  const results: Thing[] = []
  const runs = sides.map((side) => () => {
    results.push(fold(frame, side))
    return 'normal' as const
  })
  branch(frame.machine, runs)
  return made(join(results), unmarked(condition))
}
