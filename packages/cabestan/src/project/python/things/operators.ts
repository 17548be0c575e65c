import { isEnviron, laidTogether } from '../library/environ.ts'
import { fail } from '../machine/fail.ts'
import { placeAt } from '../machine/machine.ts'
import { parentOf, posixJoin } from '../posix-path.ts'
import { eachPairOrRaise } from './alternatives.ts'
import type { Site } from './compare.ts'
import { plainKey, surelyEqual } from './entries.ts'
import { isRandom, percent } from './formatting.ts'
import { each, thingOf } from './join.ts'
import { beyond, type Concrete, type ListContent, list, number, type Thing, text, unknown } from './thing.ts'

type Folded = Thing | null

/** `left operator right`, on every alternative of both. */
export function operate(site: Site, operator: string, [left, right]: readonly [Thing, Thing]): Thing {
  const { machine } = site.frame
  return eachPairOrRaise(machine, [left, right], (a, b) => folded(site, operator, a, b) ?? unfolded(a, b))
}

function unfolded(a: Concrete, b: Concrete): Thing {
  const random = [a, b].find((one) => one.type === 'object' && isRandom(one))
  return random ? thingOf(random) : beyond('an operation', a, b, unknown(''))
}

function folded(site: Site, operator: string, a: Concrete, b: Concrete): Folded {
  const formats = a.type === 'text' && operator === '%'
  if (!formats && (a.type === 'none' || b.type === 'none')) return withNone(site, a, b)
  if (a.type === 'text') return withText(operator, a, b)
  if (a.type === 'list' || b.type === 'list') return withList(operator, a, b)
  if (operator === '|' && areDicts(a, b)) return laidTogether([a, b])
  return arithmetic(operator, numeric(a), numeric(b))
}

function withText(operator: string, a: Extract<Concrete, { type: 'text' }>, b: Concrete): Folded {
  if (operator === '%') return percent(a.text, b, thingOf(b))
  if (operator === '*' && b.type === 'number') return repeated(a.text, b.number)
  if (a.flavour === 'path') return withPath(operator, a.text, b)
  if (b.type !== 'text') return null
  if (operator === '/' && b.flavour === 'path') return text(posixJoin(a.text, b.text), 'path')
  return operator === '+' ? text(a.text + b.text, a.flavour) : null
}

function repeated(value: string, times: number): Thing {
  return value.length * times > 100_000
    ? unknown('long text')
    : text(value.repeat(Math.max(0, Math.trunc(times))))
}

/** `/` of pathlib; `-` and `+` of environ.Path and unipath, where the first step up leaves the file. */
function withPath(operator: string, path: string, b: Concrete): Folded {
  if (b.type === 'text' && (operator === '/' || operator === '+'))
    return text(posixJoin(path, b.text), 'path')
  if (b.type !== 'number' || operator !== '-') return null
  return text(up(path, b.number), 'path')
}

export function up(path: string, steps: number): string {
  let at = path
  for (let step = 0; step < Math.min(steps, 100); step += 1) at = parentOf(at)
  return at
}

function withList(operator: string, a: Concrete, b: Concrete): Folded {
  if (a.type === 'list' && b.type === 'number' && operator === '*') return times(a, b.number)
  if (a.type !== 'list') return operator === '+' && b.type === 'list' ? list(b.items, b.flavour, true) : null
  if (b.type !== 'list') return operator === '+' ? list(a.items, a.flavour, true) : null
  if (operator === '+') return list([...a.items, ...b.items], a.flavour, a.open || b.open)
  if (operator === '|') return list([...a.items, ...without(b, a)], 'set', a.open || b.open)
  if (operator === '-') return list(without(a, b), 'set', a.open || b.open)
  return operator === '&' ? list(without(a, { ...b, items: without(a, b) }), 'set', a.open || b.open) : null
}

function times(a: ListContent, count: number): Thing {
  const rounds = Math.max(0, Math.min(Math.trunc(count), Math.ceil(5000 / (a.items.length || 1)) + 1))
  return list(Array.from({ length: rounds }, () => a.items).flat(), a.flavour, a.open)
}

function without(a: ListContent, b: ListContent): readonly Thing[] {
  const held = new Set(b.items.map(plainKey))
  return a.items.filter((item) => {
    const key = plainKey(item)
    return key === null ? !b.items.slice(0, 100).some((other) => surelyEqual(item, other)) : !held.has(key)
  })
}

function areDicts(...all: readonly Concrete[]): boolean {
  return all.every((one) => one.type === 'dict' || isEnviron(one))
}

function withNone({ frame, line }: Site, a: Concrete, b: Concrete): Thing {
  const absent = a.type === 'none' ? a : b
  const key = absent.via?.find(({ state }) => state === 'absent')?.key
  const otherwise: Thing = key === undefined ? unknown('None in an operation') : { type: 'environment', key }
  return fail(frame, { name: 'TypeError', at: placeAt(frame, line), because: [absent] }, otherwise)
}

function numeric(thing: Concrete): number | null {
  if (thing.type === 'number') return thing.number
  return thing.type === 'boolean' ? Number(thing.boolean) : null
}

function arithmetic(operator: string, a: number | null, b: number | null): Folded {
  if (a === null || b === null) return null
  const result = arithmetics[operator]?.(a, b)
  return result === undefined ? null : number(result)
}

const arithmetics: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => ((a % b) + b) % b,
  '**': (a, b) => a ** b,
  '<<': (a, b) => a * 2 ** b,
  '>>': (a, b) => Math.floor(a / 2 ** b),
}

export function negative(thing: Thing): Thing {
  return each(thing, (one) => {
    const value = numeric(one)
    return value === null ? beyond('an operation', one, unknown('')) : number(-value)
  })
}
