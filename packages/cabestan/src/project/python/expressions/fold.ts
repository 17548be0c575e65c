import { deeper, placeAt, tick } from '../machine/machine.ts'
import { lookup } from '../machine/names.ts'
import { setName } from '../machine/state.ts'
import type { Expression, TemplatePart } from '../parse/syntax.ts'
import { marked } from '../secret.ts'
import { attribute } from '../things/attributes.ts'
import { compare, negated } from '../things/compare.ts'
import { assembled, written } from '../things/formatting.ts'
import { negative, operate } from '../things/operators.ts'
import { item, slice } from '../things/subscripts.ts'
import {
  beyond,
  boolean,
  type Frame,
  type FunctionThing,
  made,
  none,
  number,
  type Thing,
  text,
  unknown,
} from '../things/thing.ts'
import { truth } from '../things/truth.ts'
import { call } from './call.ts'
import { comprehend } from './comprehend.ts'
import { conditional, logic } from './fold-choices.ts'
import { dictionary, sequence } from './fold-collections.ts'
import { yieldOne } from './generator.ts'

/** The value of an expression. */
export function fold(frame: Frame, expression: Expression): Thing {
  tick(frame.machine)
  const value = deeper(frame.machine, () => folded(frame, expression), unknown('nested too deep'))
  const thing = marked(frame, value)
  return thing.place ? thing : { ...thing, place: placeAt(frame, expression.line) }
}

/**
 * As a part of something, whose place is where that is written, and not where its name was assigned or a function
 * made it.
 */
export function foldPart(frame: Frame, expression: Expression, line = expression.line): Thing {
  return { ...fold(frame, expression), place: placeAt(frame, line) }
}

function folded(frame: Frame, expression: Expression): Thing {
  switch (expression.type) {
    case 'text':
      return text(expression.text, expression.bytes ? 'bytes' : 'str')
    case 'template':
      return template(frame, expression.parts)
    case 'number':
      return number(expression.number)
    case 'boolean':
      return boolean(expression.boolean)
    case 'none':
      return none
    case 'name':
      return lookup(frame, expression.name, expression.line)
    case 'attribute':
      return attribute(frame, fold(frame, expression.object), expression)
    case 'subscript':
      return subscript(frame, expression)
    case 'call':
      return call(frame, expression)
    case 'list':
    case 'tuple':
    case 'set':
      return sequence(frame, expression)
    case 'dict':
      return dictionary(frame, expression)
    case 'comprehension':
      return comprehend(frame, expression)
    case 'binary':
      return operate(
        { frame, line: expression.line, literal: false },
        expression.operator,
        pair(frame, expression.left, expression.right),
      )
    case 'compare':
      return comparison(frame, expression)
    case 'and':
    case 'or':
      return logic(frame, expression)
    case 'unary':
      return unary(frame, expression)
    case 'conditional':
      return conditional(frame, expression)
    case 'lambda':
      return lambda(frame, expression)
    case 'named':
      return named(frame, expression)
    case 'star':
    case 'await':
      return fold(frame, expression.value)
    case 'ellipsis':
      return unknown('...')
    case 'yield':
      return yieldOne(frame, expression)
    case 'slice':
    case 'broken':
      return unknown('not understood')
  }
}

export type Of<T extends Expression['type']> = Extract<Expression, { readonly type: T }>

function pair(frame: Frame, left: Expression, right: Expression): readonly [Thing, Thing] {
  return [fold(frame, left), fold(frame, right)]
}

function template(frame: Frame, parts: readonly TemplatePart[]): Thing {
  return assembled(
    parts.map((part) => {
      if (typeof part === 'string') return part
      const value = fold(frame, part.value)
      if (part.conversion === 'r' && value.type === 'text') return made(text(`'${value.text}'`), value)
      const isAsItIs = value.type === 'text' && part.spec.every((each) => each === 's')
      const formatted = part.spec.length > 0 && written(value) !== null && !isAsItIs
      return formatted ? made(unknown('a format'), value) : value
    }),
  )
}

function subscript(frame: Frame, { object, index, line }: Of<'subscript'>): Thing {
  const held = fold(frame, object)
  if (index.type === 'slice') {
    const bounds = [index.start, index.stop, index.step].map((bound) => bound && fold(frame, bound))
    return slice(held, bounds)
  }
  return item({ frame, line, literal: index.type === 'text' }, held, fold(frame, index))
}

function comparison(frame: Frame, { first, rest, line }: Of<'compare'>): Thing {
  const site = { frame, line, literal: first.type === 'text' }
  let left = fold(frame, first)
  const results: Thing[] = []
  for (const { operator, right } of rest) {
    const next = fold(frame, right)
    results.push(compare(site, operator, [left, next]))
    left = next
  }
  if (results.length === 1) return results[0] ?? none
  const truths = results.map(truth)
  return made(boolean(truths.includes(false) ? false : truths.includes(null) ? null : true), ...results)
}

function unary(frame: Frame, { operator, operand }: Of<'unary'>): Thing {
  const value = fold(frame, operand)
  if (operator === 'not') return negated(value)
  if (operator === '-') return negative(value)
  return operator === '+' ? value : beyond('an operation', value, unknown(''))
}

function lambda(frame: Frame, { parameters, body }: Of<'lambda'>): FunctionThing {
  return {
    type: 'function',
    name: '<lambda>',
    parameters,
    body,
    decorators: [],
    defaults: defaultsOf(frame, parameters),
    frame,
    self: null,
  }
}

export function defaultsOf(frame: Frame, parameters: Of<'lambda'>['parameters']): ReadonlyMap<string, Thing> {
  const defaults = new Map<string, Thing>()
  for (const { name, default: otherwise } of parameters)
    if (otherwise) defaults.set(name, fold(frame, otherwise))
  return defaults
}

function named(frame: Frame, { name, value }: Of<'named'>): Thing {
  const thing = fold(frame, value)
  setName(frame.machine, frame.scope.names, name, thing)
  return thing
}
