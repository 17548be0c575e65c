import { fold } from '../expressions/fold.ts'
import { environsPrefixed } from '../library/environs.ts'
import { Raised } from '../machine/machine.ts'
import type { Completion } from '../machine/state.ts'
import type { Statement } from '../parse/syntax.ts'
import { concretes } from '../things/join.ts'
import type { Frame, Thing } from '../things/thing.ts'
import { assign } from './assign.ts'
import { namesOfOne } from './raise.ts'
import { run } from './run.ts'
import { catching } from './run-try.ts'

type With = Extract<Statement, { readonly type: 'with' }>

export function runWith(frame: Frame, { items, body }: With): Completion {
  const entered = items.map(({ value, target }) => {
    const thing = fold(frame, value)
    if (target) assign(frame, target, thing)
    return thing
  })
  const inside = () => environsPrefixed(frame, entered, () => run(frame, body))
  const suppressed = entered.flatMap(suppressedBy)
  if (suppressed.length === 0) return inside()
  try {
    return catching(frame, suppressed, inside)
  } catch (error) {
    if (error instanceof Raised && suppressed.some((name) => error.names.includes(name))) return 'normal'
    throw error
  }
}

function suppressedBy(thing: Thing): readonly string[] {
  if (thing.type !== 'object' || thing.name !== 'contextlib.suppress') return []
  return thing.positional.flatMap((each) => concretes(each).flatMap((one) => namesOfOne(one).slice(0, 1)))
}
