import { fold } from '../expressions/fold.ts'
import { matches, placeAt, Raised } from '../machine/machine.ts'
import { bind } from '../machine/names.ts'
import { type Completion, dry, setName } from '../machine/state.ts'
import type { Expression, Handler, Statement } from '../parse/syntax.ts'
import { concretes } from '../things/join.ts'
import { type Frame, object, type Thing } from '../things/thing.ts'
import { namesOfOne } from './raise.ts'
import { run } from './run.ts'

type Try = Extract<Statement, { readonly type: 'try' }>

export function runTry(frame: Frame, statement: Try): Completion {
  const end = attempt(frame, statement)
  const last = run(frame, statement.finally)
  return last === 'normal' ? end : last
}

function attempt(frame: Frame, statement: Try): Completion {
  const caught = statement.handlers.map((handler) => caughtBy(frame, handler))
  try {
    const end = catching(frame, caught.flat(), () => run(frame, statement.body))
    for (const handler of statement.handlers) dry(frame.machine, frame, () => run(frame, handler.body))
    return end === 'normal' ? run(frame, statement.otherwise) : end
  } catch (error) {
    if (!(error instanceof Raised)) throw error
    return handled(frame, statement, { raised: error, caught })
  }
}

/** What is raised inside goes no further if these names stand for it. */
export function catching(frame: Frame, names: readonly string[], inside: () => Completion): Completion {
  const { catching, calls } = frame.machine
  catching.push(names)
  const height = catching.length
  try {
    return inside()
  } finally {
    catching.length = height - 1
    frame.machine.calls = calls
  }
}

interface Catch {
  readonly raised: Raised
  readonly caught: readonly (readonly string[])[]
}

function handled(frame: Frame, statement: Try, { raised, caught }: Catch): Completion {
  const { handling } = frame.machine
  const at = caught.findIndex((names) => matches(names, raised.names))
  const handler = statement.handlers[at]
  if (!handler) throw raised
  if (handler.name !== null) bind(frame, handler.name, caughtThing(raised), handler.line)
  handling.push(raised)
  try {
    return run(frame, handler.body)
  } finally {
    handling.pop()
    if (handler.name !== null) setName(frame.machine, frame.scope.names, handler.name, undefined)
  }
}

/** `if error: raise error` further down: it is true, and blames what it was raised for. */
function caughtThing({ message, because }: Raised): Thing {
  return { ...object(message), via: because }
}

/** The first name of each exception; all of them for a bare `except`. */
function caughtBy(frame: Frame, { exception, line }: Handler): readonly string[] {
  if (!exception) return ['*']
  const named = exception.type === 'tuple' ? exception.items : [exception]
  return named.flatMap((each) => {
    const thing = { ...quietly(frame, each), place: placeAt(frame, line) }
    return concretes(thing).flatMap((one) => {
      if (one.type === 'list') return one.items.flatMap((item) => concretes(item).flatMap(own))
      // For a module that only the body imports, its own name is all that is known.
      return one.type === 'unknown' && each.type === 'attribute' ? [each.name] : own(one)
    })
  })
}

/** Python evaluates them when something was raised; here they are needed before. */
function quietly(frame: Frame, exception: Expression): Thing {
  const { reached } = frame.machine
  frame.machine.reached = 'no'
  try {
    return fold(frame, exception)
  } finally {
    frame.machine.reached = reached
  }
}

function own(one: Parameters<typeof namesOfOne>[0]): readonly string[] {
  if (one.type !== 'class' && one.type !== 'object') return ['*']
  return namesOfOne(one).slice(0, 1)
}
