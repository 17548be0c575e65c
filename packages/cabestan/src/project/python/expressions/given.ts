import type { Place } from '../../answer.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import type { Frame, Thing } from '../things/thing.ts'

/** The arguments of a call. */
export interface Given {
  readonly positional: readonly Thing[]
  readonly named: Readonly<Record<string, Thing>>
  /** There are more, behind a `*` or `**` that cannot be followed. */
  readonly open: boolean
}

export interface Call extends Given {
  readonly frame: Frame
  readonly line: number
  readonly place: Place
  /** The first argument is written as a literal text right here. */
  readonly literal: boolean
}

/** Null where the result is not known: then it stays a call of something outside of the project. */
export type Library = Readonly<Record<string, (call: Call) => Thing | null>>

export function argument(call: Given, name: string, position?: number): Thing | undefined {
  return call.named[name] ?? (position === undefined ? undefined : call.positional[position])
}

/** The argument as text, if it certainly is one. */
export function textArgument(call: Given, name: string, position?: number): string | null {
  const [only, ...others] = concretesOf(argument(call, name, position))
  return only?.type === 'text' && others.length === 0 ? only.text : null
}

export function writtenArgument(call: Given, name: string, position?: number): string | null {
  return written(argument(call, name, position))
}

function concretesOf(thing: Thing | undefined) {
  return thing ? concretes(thing) : []
}

/** Items of a list, tuple or set that is completely known. */
export function knownItems(thing: Thing | undefined): readonly Thing[] | null {
  const [only, ...others] = concretesOf(thing)
  return only?.type === 'list' && others.length === 0 && !only.open ? only.items : null
}

/** The known items of a list, and whether there may be more. */
export function visibleItems(thing: Thing): { readonly items: readonly Thing[]; readonly open: boolean } {
  const [only, ...others] = concretes(thing)
  if (only?.type === 'list' && others.length === 0) return { items: only.items, open: only.open }
  if (only?.type === 'dict' && others.length === 0) {
    return { items: only.entries.map(([key]) => key), open: only.open }
  }
  return { items: [], open: true }
}
