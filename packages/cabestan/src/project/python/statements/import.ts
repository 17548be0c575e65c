import { outsideName } from '../library/library.ts'
import { looksLocal } from '../machine/local-modules.ts'
import { placeAt } from '../machine/machine.ts'
import { find, load, missing, outside } from '../machine/modules.ts'
import { bind, packageOf, store } from '../machine/names.ts'
import type { Statement } from '../parse/syntax.ts'
import { concretes } from '../things/join.ts'
import { type Frame, type ModuleThing, object, type Thing } from '../things/thing.ts'

export function importModules(frame: Frame, { modules, line }: Extract<Statement, { type: 'import' }>): void {
  for (const { module, as } of modules) {
    const [first = module] = module.split('.')
    const found = imported(frame, module, { line, star: false })
    noteTaken(frame, found, null)
    if (as !== null) bind(frame, as, found, line)
    else bind(frame, first, first === module ? found : packageFor(frame, first, line), line)
  }
}

function packageFor(frame: Frame, first: string, line: number): Thing {
  return load(frame, first, line) ?? object(first)
}

interface At {
  readonly line: number
  readonly star: boolean
}

/** The module of the tree, or what stands for it. */
export function imported(frame: Frame, name: string, at: At): Thing {
  return load(frame, name, at.line) ?? sibling(frame, name, at) ?? outside(frame, name, at)
}

/** Python 2 looked beside the module first, as a directly started file still does. */
function sibling(frame: Frame, name: string, { line, star }: At): ModuleThing | null {
  const own = packageOf(frame)
  if (own === '' || !(star || looksLocal(frame.machine.tree, name))) return null
  return find(frame.machine, `${own}.${name}`)?.file ? load(frame, `${own}.${name}`, line) : null
}

export function importFrom(frame: Frame, statement: Extract<Statement, { type: 'from' }>): void {
  const { level, names, line } = statement
  if (level === 0 && statement.module === '__future__') return
  const name = level === 0 ? statement.module : absolute(frame, level, statement.module)
  const star = names === '*'
  const found = name === null ? object(statement.module) : fetched(frame, { name, level }, { line, star })
  if (names === '*') takeAll(frame, found)
  else for (const each of names) take(frame, found, { ...each, line })
}

function take(
  frame: Frame,
  found: Thing,
  { name, as, line }: { readonly name: string; readonly as: string | null; readonly line: number },
): void {
  bind(frame, as ?? name, member(frame, found, { name, line }), line)
}

function fetched(
  frame: Frame,
  { name, level }: { readonly name: string; readonly level: number },
  at: At,
): Thing {
  if (level === 0) return imported(frame, name, at)
  return load(frame, name, at.line) ?? missing(frame, name, placeAt(frame, at.line))
}

/** The full name for leading dots; null where they lead out of the tree. */
export function absolute(frame: Frame, level: number, module: string): string | null {
  const parts = packageOf(frame).split('.').filter(Boolean)
  if (level - 1 > parts.length) return null
  const base = parts.slice(0, parts.length - (level - 1))
  return [...base, ...module.split('.').filter(Boolean)].join('.')
}

function member(
  frame: Frame,
  found: Thing,
  { name, line }: { readonly name: string; readonly line: number },
): Thing {
  if (found.type === 'object') return outsideName(`${found.name}.${name}`)
  if (found.type !== 'module') return found
  noteTaken(frame, found, name)
  const known = found.scope.names.get(name) ?? load(frame, `${found.name}.${name}`, line)
  if (known) return known
  const [starred] = found.scope.starred
  return starred === undefined
    ? missing(frame, `${found.name}.${name}`, placeAt(frame, line))
    : object(`${starred}.${name}`)
}

/** `from .countries import COUNTRIES` from a file that cannot be read: that name is unknown, and nothing else. */
function noteTaken({ machine }: Frame, found: Thing, name: string | null): void {
  if (found.type !== 'module' || !found.file || !found.scope.starred.includes(found.name)) return
  const isConstant = name !== null && /^[A-Z][A-Z0-9_]*$/.test(name)
  const isData = isConstant && machine.unread.get(found.file) !== 'more'
  machine.unread.set(found.file, isData ? 'constants' : 'more')
}

/** `from … import *`: every name keeps the place where it was assigned. */
function takeAll(frame: Frame, found: Thing): void {
  if (found.type === 'object') frame.scope.starred.push(found.name)
  if (found.type !== 'module') return
  frame.scope.starred.push(...found.scope.starred)
  noteTaken(frame, found, null)
  const listed = listedNames(found)
  for (const [name, thing] of found.scope.names) {
    if (listed ? listed.includes(name) : !name.startsWith('_')) store(frame, frame.scope, name, thing)
  }
}

/** From `__all__`, where that can be known. */
function listedNames({ scope }: ModuleThing): readonly string[] | null {
  const all = scope.names.get('__all__')
  if (!all) return null
  const [only, ...others] = concretes(all)
  if (only?.type !== 'list' || only.open || others.length > 0) return null
  return only.items.flatMap((item) => (item.type === 'text' ? [item.text] : []))
}
