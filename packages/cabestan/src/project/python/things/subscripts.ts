import { applyTo } from '../expressions/call.ts'
import { contentOf, laid, noLayers } from '../library/environ.ts'
import { fail } from '../machine/fail.ts'
import { placeAt } from '../machine/machine.ts'
import { setContents } from '../machine/state.ts'
import { eachOrRaise } from './alternatives.ts'
import { instanceAttribute } from './classes.ts'
import type { Site } from './compare.ts'
import { equal } from './compare.ts'
import { mergedEntries, surelyEqual } from './entries.ts'
import { memberByName } from './enumerations.ts'
import { concretes, each } from './join.ts'
import { kindOf } from './kinds.ts'
import {
  beyond,
  type Concrete,
  type Content,
  type DictContent,
  type InstanceThing,
  type ListContent,
  list,
  object,
  type Pair,
  type Thing,
  text,
  unknown,
} from './thing.ts'

/** `held[key]` */
export function item(site: Site, held: Thing, key: Thing): Thing {
  return eachOrRaise(site.frame.machine, held, (one) => itemOf(site, one, key))
}

function itemOf(site: Site, one: Concrete, key: Thing): Thing {
  switch (one.type) {
    case 'dict':
      return entry(one, key) ?? absent(site, one, 'KeyError')
    case 'list':
      return indexed(site, one, key)
    case 'text':
      return character(site, one, key)
    case 'native':
      return kindOf(one.kind)?.item?.(site, one, key) ?? beyond(`an item of ${one.kind}`, one, unknown(''))
    case 'object':
      return { ...object(`${one.name}[]`), via: one.via }
    case 'class':
      return memberByName(one, key) ?? beyond('an item', one)
    case 'instance':
      return ofInstance(site, one, key)
    case 'none':
      return fail(
        site.frame,
        { name: 'TypeError', at: placeAt(site.frame, site.line), because: [one] },
        hope(one),
      )
    default:
      return beyond('an item', one)
  }
}

/** As its class says. */
function ofInstance({ frame, line }: Site, one: InstanceThing & Concrete, key: Thing): Thing {
  const asked = instanceAttribute(frame, one, '__getitem__')
  if (!asked) return beyond('an item', one)
  return applyTo({ frame, line, place: placeAt(frame, line) }, asked, [key])
}

/** With what is missing given, the rest would be the environment's. */
export function hope(one: Concrete): Thing {
  const key = one.via?.find(({ state }) => state === 'absent')?.key
  return key === undefined ? unknown('None') : { type: 'environment', key, via: one.via }
}

/** Null where it is not there; unknown where that cannot be known. */
export function entry(content: DictContent, key: Thing): Thing | null {
  const found = content.entries.findLast(([name]) => surelyEqual(name, key))
  if (found) return found[1]
  const perhaps =
    content.open || concretes(key).some((one) => content.entries.some(([name]) => mayEqual(name, one)))
  return perhaps ? unknown('an entry that is not known') : null
}

function mayEqual(name: Thing, key: Concrete): boolean {
  return concretes(name).some((one) => equal(one, key) === null)
}

function indexed(site: Site, one: ListContent & Concrete, key: Thing): Thing {
  const [only, ...others] = concretes(key)
  if (only?.type !== 'number' || others.length > 0) return beyond('an item', one, unknown(''))
  if (one.open && only.number < 0) return unknown('an item of an open list')
  const found = one.items.at(only.number)
  if (found) return found
  return one.open ? unknown('an item of an open list') : absent(site, one, 'IndexError')
}

function character(site: Site, one: Extract<Concrete, { type: 'text' }>, key: Thing): Thing {
  const [only] = concretes(key)
  if (only?.type !== 'number') return beyond('a character', one, unknown(''))
  const found = one.text.at(only.number)
  return found === undefined ? absent(site, one, 'IndexError') : text(found, one.flavour)
}

function absent({ frame, line }: Site, one: Concrete, name: string): Thing {
  return fail(frame, { name, at: placeAt(frame, line), because: [one] }, hope(one))
}

/** `held[start:stop:step]` */
export function slice(held: Thing, bounds: readonly (Thing | null)[]): Thing {
  return each(held, (one) => {
    if (one.type === 'native' && one.kind === 'sys.argv') return list([])
    const numbers = bounds.map((bound) => (bound === null || bound.type === 'none' ? null : wholeOf(bound)))
    if (numbers.includes(undefined)) return beyond('a slice', one, unknown(''))
    const [start, stop, step] = numbers.map((bound) => bound ?? null)
    if (one.type === 'text') return text(cut([...one.text], start, stop, step).join(''), one.flavour)
    if (one.type === 'list') return list(cut(one.items, start, stop, step), one.flavour, one.open)
    if (one.type === 'object') return { ...object(`${one.name}[]`), via: one.via }
    return beyond('a slice', one)
  })
}

function wholeOf(thing: Thing): number | undefined {
  return thing.type === 'number' ? thing.number : undefined
}

type Bound = number | null | undefined

function cut<T>(items: readonly T[], start: Bound, stop: Bound, step: Bound): readonly T[] {
  const stride = step ?? 1
  if (stride < 0) return cutBack(items, start, stop, -stride)
  const kept = items.slice(start ?? 0, stop ?? items.length)
  return stride > 1 ? kept.filter((_, at) => at % stride === 0) : kept
}

function cutBack<T>(items: readonly T[], start: Bound, stop: Bound, stride: number): readonly T[] {
  const at = (bound: number) => (bound < 0 ? bound + items.length : bound)
  const from = start === null || start === undefined ? items.length - 1 : at(start)
  const to = stop === null || stop === undefined ? -1 : at(stop)
  return items
    .slice(Math.max(0, to + 1), from + 1)
    .reverse()
    .filter((_, index) => index % stride === 0)
}

/** `held[key] = thing`, in every alternative of it. */
export function setItem(site: Site, held: Thing, [key, thing]: readonly [Thing, Thing]): void {
  const { machine } = site.frame
  for (const one of concretes(held)) {
    if (one.type === 'native' && !('cell' in one)) kindOf(one.kind)?.setItem?.(site, one, [key, thing])
  }
  for (const cell of cellsOf(held)) {
    setContents(
      machine,
      cell,
      cell.contents.map((content) => replaced(content, key, thing)),
    )
  }
}

export function cellsOf(held: Thing) {
  const boxes = held.type === 'choice' ? held.of : [held]
  return boxes.flatMap((one) => (one.type === 'box' ? [one.cell] : []))
}

function replaced(content: Content, key: Thing, thing: Thing): Content {
  if (content.type === 'dict') return withEntry(content, key, thing)
  if (content.type === 'native') return contentOf(laid(laid(noLayers, content), oneEntry([key, thing])))
  if (key.type !== 'number') return { ...content, open: true }
  const at = key.number < 0 ? key.number + content.items.length : key.number
  return { ...content, items: content.items.map((item, index) => (index === at ? thing : item)) }
}

function oneEntry(pair: Pair): DictContent {
  return { type: 'dict', entries: [pair], open: false }
}

function withEntry(content: DictContent, key: Thing, thing: Thing): DictContent {
  if (concretes(key).some(({ type }) => type === 'unknown' || type === 'environment')) {
    return { ...content, open: true }
  }
  return { ...content, entries: mergedEntries(content.entries, [[key, thing]]) }
}

/** `del held[key]` */
export function deleteItem(site: Site, held: Thing, key: Thing): void {
  for (const one of concretes(held)) {
    if (one.type === 'native' && !('cell' in one)) kindOf(one.kind)?.deleteItem?.(site, one, key)
  }
  for (const cell of cellsOf(held)) {
    setContents(
      site.frame.machine,
      cell,
      cell.contents.map((content) => lacking(content, key)),
    )
  }
}

function lacking(content: Content, key: Thing): Content {
  if (content.type === 'dict') {
    return { ...content, entries: content.entries.filter(([name]) => !surelyEqual(name, key)) }
  }
  if (content.type === 'native') return content
  if (key.type !== 'number') return { ...content, open: true }
  const at = key.number < 0 ? key.number + content.items.length : key.number
  return { ...content, items: content.items.filter((_, index) => index !== at) }
}
