import { attribute } from './attributes.ts'
import { call } from './call.ts'
import { compare, negated } from './compare.ts'
import { comprehend } from './comprehend.ts'
import { mergedEntries } from './entries.ts'
import { learnDefault } from './environment.ts'
import { assembled, written } from './formatting.ts'
import { visibleItems } from './given.ts'
import { concretes, join } from './join.ts'
import { entriesOf, environBetween, isEnviron } from './library/environ.ts'
import { deeper, placeAt, tick } from './machine.ts'
import { lookup } from './names.ts'
import { negative, operate } from './operators.ts'
import { branch, dry, setName } from './state.ts'
import { item, slice } from './subscripts.ts'
import type { Expression, TemplatePart } from './syntax.ts'
import {
  beyond,
  boolean,
  dict,
  type Frame,
  type FunctionThing,
  list,
  made,
  none,
  number,
  type Pair,
  type Thing,
  text,
  unknown,
} from './thing.ts'
import { truth } from './truth.ts'

/** What an expression is worth. */
export function fold(frame: Frame, expression: Expression): Thing {
  tick(frame.machine)
  const thing = deeper(frame.machine, () => folded(frame, expression), unknown('nested too deep'))
  return thing.place ? thing : { ...thing, place: placeAt(frame, expression.line) }
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
      return unknown('yield')
    case 'slice':
    case 'broken':
      return unknown('not understood')
  }
}

type Of<T extends Expression['type']> = Extract<Expression, { readonly type: T }>

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

function sequence(frame: Frame, { type, items }: Of<'list' | 'tuple' | 'set'>): Thing {
  const spread = items.map((each) => {
    if (each.type !== 'star') return { items: [fold(frame, each)], open: false }
    return visibleItems(fold(frame, each.value))
  })
  return list(
    spread.flatMap((part) => part.items),
    type,
    spread.some(({ open }) => open),
  )
}

function dictionary(frame: Frame, { entries }: Of<'dict'>): Thing {
  let pairs: readonly Pair[] = []
  let open = false
  let below: readonly Pair[] | null = null
  const written: Pair[] = []
  for (const { key, value } of entries) {
    if (key) {
      written.push([fold(frame, key), fold(frame, value)])
      continue
    }
    const [only, ...others] = concretes(fold(frame, value))
    pairs = mergedEntries(pairs, written.splice(0))
    if (isEnviron(only)) {
      below = mergedEntries([...(below ?? []), ...pairs], entriesOf(only, 'below'))
      pairs = entriesOf(only, 'above')
      continue
    }
    const known = only?.type === 'dict' && others.length === 0
    open ||= !known || only.open
    if (known) pairs = mergedEntries(pairs, only.entries)
  }
  const all = mergedEntries(pairs, written)
  return below === null ? dict(all, open) : environBetween(below, all)
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

function logic(frame: Frame, { type, left, right }: Of<'and' | 'or'>): Thing {
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

function unary(frame: Frame, { operator, operand }: Of<'unary'>): Thing {
  const value = fold(frame, operand)
  if (operator === 'not') return negated(value)
  if (operator === '-') return negative(value)
  return operator === '+' ? value : beyond('an operation', value, unknown(''))
}

function conditional(frame: Frame, { test, ifTrue, ifFalse }: Of<'conditional'>): Thing {
  const condition = fold(frame, test)
  frame.decided.push(...(condition.via ?? []))
  const decided = truth(condition)
  if (decided === null) return eitherOf(frame, condition, [ifTrue, ifFalse])
  dry(frame.machine, frame, () => fold(frame, decided ? ifFalse : ifTrue))
  return made(fold(frame, decided ? ifTrue : ifFalse), condition)
}

function eitherOf(frame: Frame, condition: Thing, sides: readonly Expression[]): Thing {
  const results: Thing[] = []
  const runs = sides.map((side) => () => {
    results.push(fold(frame, side))
    return 'normal' as const
  })
  branch(frame.machine, runs)
  return made(join(results), condition)
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
