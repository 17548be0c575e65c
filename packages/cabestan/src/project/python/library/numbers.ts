import { argument, type Call, knownItems } from '../expressions/given.ts'
import { learnCast } from '../machine/environment.ts'
import { fail } from '../machine/fail.ts'
import { concretes, each } from '../things/join.ts'
import { operate } from '../things/operators.ts'
import { hope } from '../things/subscripts.ts'
import { none, number, type Thing, unknown } from '../things/thing.ts'
import { numberFrom } from './casts.ts'

/** `int`, `float`, `abs` and `round`, which differ in what they make of a number. */
export function numberOf(call: Call, shape: (value: number) => number): Thing {
  const given = argument(call, 'x', 0)
  if (!given) return number(0)
  if (argument(call, 'base', 1)) return wholeWithBase(call, given)
  learnCast(given, 'number')
  return each(given, (one) => {
    if (one.type === 'number') return number(shape(one.number))
    if (one.type === 'boolean') return number(Number(one.boolean))
    if (one.type === 'text') return shaped(numberFrom(call, one), shape)
    if (one.type === 'environment') return one
    if (one.type !== 'none') return unknown('a number')
    return fail(call.frame, { name: 'TypeError', at: call.place, because: [one] }, hope(one))
  })
}

/** `int('0o644', 8)`: not a number in the usual notation, so what it was read from stays text. */
function wholeWithBase(call: Call, given: Thing): Thing {
  const [base] = concretes(argument(call, 'base', 1) ?? none)
  return each(given, (one) => {
    if (one.type === 'environment') return one
    if (one.type !== 'text' || base?.type !== 'number') return unknown('a number')
    const value = wholeIn(one.text, base.number)
    if (value !== null) return number(value)
    return fail(call.frame, { name: 'ValueError', at: call.place, because: [one] }, hope(one))
  })
}

const prefixesOfBase: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 }

function wholeIn(written: string, base: number): number | null {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/.exec(written.trim().toLowerCase()) ?? []
  const stated = prefixesOfBase[rest.slice(0, 2)]
  const isPrefixed = stated !== undefined && (base === stated || base === 0)
  const radix = base === 0 ? (stated ?? 10) : base
  const digits = (isPrefixed ? rest.slice(2) : rest).replaceAll(/(?<=\w)_(?=\w)/g, '')
  const isWhole = /^[0-9a-z]+$/.test(digits) && [...digits].every((each) => Number.parseInt(each, 36) < radix)
  return isWhole ? Number(`${sign}1`) * Number.parseInt(digits, radix) : null
}

function shaped(thing: Thing, shape: (value: number) => number): Thing {
  return thing.type === 'number' ? number(shape(thing.number)) : thing
}

/** `max` and `min`. */
export function extreme(call: Call, pick: (...values: readonly number[]) => number): Thing | null {
  const items = call.positional.length > 1 ? call.positional : knownItems(call.positional[0])
  const values = items?.map((item) => (item.type === 'number' ? item.number : Number.NaN)) ?? []
  return values.length === 0 || values.some(Number.isNaN) ? null : number(pick(...values))
}

/** `sum`, also of lists. */
export function summed(call: Call): Thing | null {
  const items = knownItems(call.positional[0])
  const first = call.positional[1] ?? number(0)
  const site = { frame: call.frame, line: call.line, literal: false }
  return items ? items.reduce((sum, item) => operate(site, '+', [sum, item]), first) : null
}
