import { isOfArgument } from '../library/argv.ts'
import { libraryCall } from '../library/library.ts'
import { placeAt } from '../machine/machine.ts'
import { bind } from '../machine/names.ts'
import type { Argument, Expression } from '../parse/syntax.ts'
import { posixJoin } from '../posix-path.ts'
import { isMarked, madeFrom, mark } from '../secret.ts'
import { eachOrRaise } from '../things/alternatives.ts'
import { instanceAttribute, instantiate } from '../things/classes.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import { kindOf } from '../things/kinds.ts'
import { methodCall } from '../things/methods.ts'
import {
  beyond,
  boolean,
  type Concrete,
  dict,
  type Frame,
  made,
  type ObjectThing,
  type Thing,
  text,
  unknown,
} from '../things/thing.ts'
import { fold, foldPart } from './fold.ts'
import { type Call, type Given, visibleItems } from './given.ts'
import { invoke } from './invoke.ts'

export function call(frame: Frame, expression: Extract<Expression, { type: 'call' }>): Thing {
  const callee = fold(frame, expression.callee)
  const first = expression.arguments[0]
  const called = {
    frame,
    line: expression.line,
    place: placeAt(frame, expression.line),
    literal: first?.value.type === 'text',
    ...given(frame, expression.arguments),
  }
  const result = apply(called, callee)
  if (isMarked(madeFrom(called, callee))) changeReceiver(frame, expression.callee)
  return result
}

/** `digest.update(key)`: what a library made, and is then given a secret, holds it from then on. */
function changeReceiver(frame: Frame, callee: Expression): void {
  if (callee.type !== 'attribute' || callee.object.type !== 'name') return
  const receiver = fold(frame, callee.object)
  if (receiver.type === 'object' && receiver.called)
    bind(frame, callee.object.name, mark(receiver), callee.line)
}

export function apply(call: Call, callee: Thing): Thing {
  return eachOrRaise(call.frame.machine, callee, (one) => {
    const result = applyOne(call, one)
    // What code of the project makes of it is followed.
    return one.type === 'function' || one.type === 'class' ? result : madeFrom(call, result)
  })
}

function applyOne(call: Call, one: Concrete): Thing {
  switch (one.type) {
    case 'object':
      if (isOfArgument(one.name)) return boolean(false)
      if (!one.called && isMethodOfText(one.name, call)) return unbound(call, one.name)
      return (one.called ? null : libraryCall(one.name, call)) ?? constructed(call, one)
    case 'function':
      return invoke(call, one)
    case 'class':
      return instantiate(call, one)
    case 'method':
      return methodCall(call, one)
    case 'instance': {
      const called = instanceAttribute(call.frame, one, '__call__')
      return called ? apply(call, called) : beyond('a call', one)
    }
    case 'native':
      return kindOf(one.kind)?.call?.(call, one) ?? unknown(`a call of ${one.kind}`)
    case 'text':
      // `environ.Path` and its like are called to join: `root('static')`.
      return one.flavour === 'path' ? pathCall(one.text, call) : unknown('a call of a text')
    default:
      return beyond('a call', one)
  }
}

/** `map(str.strip, …)` */
function isMethodOfText(name: string, { positional }: Call): boolean {
  return /^builtins\.str\.[a-z]+$/.test(name) && positional.length > 0
}

function unbound(call: Call, name: string): Thing {
  const [self = unknown('nothing'), ...positional] = call.positional
  return methodCall({ ...call, positional }, { self, name: name.slice(name.lastIndexOf('.') + 1) })
}

function pathCall(path: string, call: Call): Thing {
  const parts = call.positional.map(written)
  if (!parts.every((part) => part !== null)) return made(unknown('a path'), ...call.positional)
  return text(posixJoin(path, ...parts), 'path')
}

function constructed(call: Call, one: ObjectThing): Thing {
  const { positional, named } = call
  watch(call, one.name)
  return made(
    {
      type: 'object',
      name: `${one.name}${one.called ? '()' : ''}`,
      called: true,
      positional,
      named,
      place: call.place,
    },
    one,
    ...positional,
    ...Object.values(named),
  )
}

function watch({ frame: { machine }, named, open, place }: Call, name: string): void {
  if (machine.reached === 'no' || machine.world.watch?.test(name) !== true) return
  machine.watched.push({
    ...dict(
      Object.entries(named).map(([key, value]) => [text(key), value]),
      open,
    ),
    place,
  })
}

export function given(frame: Frame, written: readonly Argument[]): Given {
  const positional: Thing[] = []
  const named: Record<string, Thing> = {}
  let open = false
  for (const { name, star, value } of written) {
    const thing = name === null ? fold(frame, value) : foldPart(frame, value)
    if (star === '*') open = spread(thing, positional) || open
    else if (star === '**') open = spreadNamed(thing, named) || open
    else if (name === null) positional.push(thing)
    else
      Object.defineProperty(named, name, {
        value: thing,
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  return { positional, named, open }
}

/** Whether there is more than could be seen. */
function spread(thing: Thing, positional: Thing[]): boolean {
  const { items, open } = visibleItems(thing)
  positional.push(...items)
  return open
}

function spreadNamed(thing: Thing, named: Record<string, Thing>): boolean {
  const [only, ...others] = concretes(thing)
  if (only?.type !== 'dict' || others.length > 0) return true
  for (const [key, value] of only.entries) {
    const name = written(key)
    if (name !== null && name !== '__proto__') named[name] = value
  }
  return only.open
}

/** The value that a call without arguments gives: of a property, or of a default's factory. */
export function applyBare(frame: Frame, callee: Thing, line: number): Thing {
  return applyTo({ frame, line, place: placeAt(frame, line) }, callee, [])
}

/** What Python calls by itself, there where it was made to: with these, and nothing by name. */
export function applyTo(
  { frame, line, place }: Pick<Call, 'frame' | 'line' | 'place'>,
  callee: Thing,
  positional: readonly Thing[],
  literal = false,
): Thing {
  return apply({ frame, line, place, literal, positional, named: {}, open: false }, callee)
}
