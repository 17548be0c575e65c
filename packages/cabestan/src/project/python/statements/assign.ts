import { fold } from '../expressions/fold.ts'
import { contentOf, laid, noLayers } from '../library/environ.ts'
import { placeAt } from '../machine/machine.ts'
import { bind, store } from '../machine/names.ts'
import { setContents } from '../machine/state.ts'
import type { Expression, Statement } from '../parse/syntax.ts'
import { attribute } from '../things/attributes.ts'
import { visible } from '../things/iterate.ts'
import { concretes } from '../things/join.ts'
import { operate } from '../things/operators.ts'
import { cellsOf, item, setItem } from '../things/subscripts.ts'
import { type Frame, list, made, type Thing, unknown } from '../things/thing.ts'

export function assign(frame: Frame, target: Expression, thing: Thing): void {
  if (target.type === 'name') bind(frame, target.name, thing, target.line)
  else if (target.type === 'tuple' || target.type === 'list') unpack(frame, target.items, thing)
  else if (target.type === 'star') assign(frame, target.value, thing)
  else assignInside(frame, target, { ...thing, place: placeAt(frame, target.line) })
}

function assignInside(frame: Frame, target: Expression, thing: Thing): void {
  if (target.type === 'attribute') setAttribute(frame, fold(frame, target.object), target.name, thing)
  if (target.type !== 'subscript') return
  const site = { frame, line: target.line, literal: target.index.type === 'text' }
  const key = fold(frame, target.index)
  setItem(site, fold(frame, target.object), [key, thing])
}

export function setAttribute(frame: Frame, held: Thing, name: string, thing: Thing): void {
  for (const one of concretes(held)) {
    if (one.type === 'module' || one.type === 'class' || one.type === 'instance') {
      store(frame, one.scope, name, thing)
    }
  }
}

function unpack(frame: Frame, targets: readonly Expression[], thing: Thing): void {
  const { items, open } = visible(frame, thing)
  const star = targets.findIndex(({ type }) => type === 'star')
  const fits = !open && (star === -1 ? items.length === targets.length : items.length >= targets.length - 1)
  if (!fits) {
    for (const target of targets) assign(frame, target, made(unknown('a part of what is not known'), thing))
    return
  }
  const beyond = items.length - targets.length
  for (const [at, target] of targets.entries()) {
    if (at === star) assign(frame, target, list(items.slice(at, at + beyond + 1)))
    else assign(frame, target, items[star !== -1 && at > star ? at + beyond : at] ?? unknown('nothing'))
  }
}

/** `target += value`: a list is changed in place, so that all of its names see that. */
export function update(frame: Frame, statement: Extract<Statement, { type: 'update' }>): void {
  const { target, operator, line } = statement
  const held = current(frame, target)
  const value = fold(frame, statement.value)
  if (changedInPlace(frame, { held, operator }, value)) return
  assign(frame, target, operate({ frame, line, literal: false }, operator, [held, value]))
}

function current(frame: Frame, target: Expression): Thing {
  if (target.type === 'subscript') {
    const site = { frame, line: target.line, literal: target.index.type === 'text' }
    return item(site, fold(frame, target.object), fold(frame, target.index))
  }
  if (target.type === 'attribute') return attribute(frame, fold(frame, target.object), target)
  return fold(frame, target)
}

function changedInPlace(
  frame: Frame,
  { held, operator }: { readonly held: Thing; readonly operator: string },
  value: Thing,
): boolean {
  const all = concretes(held)
  if (operator === '+' && all.every((one) => one.type === 'list' && one.flavour === 'list')) {
    extend(frame, held, value)
    return true
  }
  if (operator === '|' && all.every(({ type }) => type === 'dict')) {
    mergeInto(frame, held, value)
    return true
  }
  return false
}

export function extend(frame: Frame, held: Thing, value: Thing): void {
  const { items, open } = visible(frame, value)
  for (const cell of cellsOf(held)) {
    const contents = cell.contents.map((content) =>
      content.type === 'list'
        ? { ...content, items: [...content.items, ...items].slice(0, 5000), open: content.open || open }
        : content,
    )
    setContents(frame.machine, cell, contents)
  }
}

export function mergeInto(frame: Frame, held: Thing, value: Thing): void {
  const all = concretes(value)
  const [only] = all
  const known = all.length === 1 ? only : undefined
  for (const cell of cellsOf(held)) {
    const contents = cell.contents.map((content) =>
      content.type === 'list' ? content : contentOf(laid(laid(noLayers, content), known)),
    )
    setContents(frame.machine, cell, contents)
  }
}
