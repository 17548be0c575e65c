import type { Place } from '../../answer.ts'
import type { Machine } from '../machine/machine.ts'
import type { Argument, Expression, FunctionDefinition, Parameter } from '../parse/syntax.ts'
import type { EnvironmentRead } from '../values.ts'

/**
 * A value while the interpreter works: unlike a `Value` it can be changed in place and seen through several
 * names. Things themselves never change; the cells and scopes that they lead to do.
 */
export type Thing = Facts &
  (
    | { readonly type: 'text'; readonly text: string; readonly flavour: 'str' | 'bytes' | 'path' }
    | { readonly type: 'number'; readonly number: number }
    | { readonly type: 'boolean'; readonly boolean: boolean }
    | { readonly type: 'none' }
    | EnvironmentThing
    | { readonly type: 'choice'; readonly of: readonly Thing[] }
    | ObjectThing
    | { readonly type: 'unknown'; readonly why: string }
    | { readonly type: 'box'; readonly cell: Cell }
    | ModuleThing
    | FunctionThing
    | ClassThing
    | InstanceThing
    | { readonly type: 'method'; readonly self: Thing; readonly name: string }
    | NativeThing
  )

export interface Facts {
  readonly place?: Place | undefined
  /** Where the environment was asked for what this was made from. */
  readonly via?: readonly Read[] | undefined
}

export interface EnvironmentThing extends Facts {
  readonly type: 'environment'
  readonly key: string
}

/** Outside of the project: known by its dotted name alone, and by what it was called with. */
export interface ObjectThing extends Facts {
  readonly type: 'object'
  readonly name: string
  readonly called: boolean
  readonly positional: readonly Thing[]
  readonly named: Readonly<Record<string, Thing>>
}

export interface ModuleThing extends Facts {
  readonly type: 'module'
  readonly name: string
  /** Null for a directory without `__init__.py`. */
  readonly file: string | null
  /** Where it runs code of another file, its own: what `__file__` says then. */
  readonly own?: string | null
  readonly scope: Scope
}

export interface FunctionThing extends Facts {
  readonly type: 'function'
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly body: FunctionDefinition['body'] | Expression
  readonly decorators: readonly string[]
  readonly defaults: ReadonlyMap<string, Thing>
  readonly frame: Frame
  readonly self: Thing | null
}

export interface ClassThing extends Facts {
  readonly type: 'class'
  readonly name: string
  readonly bases: readonly Thing[]
  readonly arguments: readonly Argument[]
  readonly scope: Scope
}

export interface InstanceThing extends Facts {
  readonly type: 'instance'
  readonly of: ClassThing
  readonly scope: Scope
}

/** A thing of a library that the interpreter plays itself: `kinds.ts` says how. */
export interface NativeThing extends Facts {
  readonly type: 'native'
  readonly kind: string
  readonly data: Readonly<Record<string, Thing>>
  readonly scope?: Scope
}

/** What a list or dict holds; several where a condition that cannot be known decides. */
export interface Cell {
  contents: readonly Content[]
}

export type Content =
  | {
      readonly type: 'list'
      readonly flavour: 'list' | 'tuple' | 'set'
      readonly items: readonly Thing[]
      readonly open: boolean
    }
  | { readonly type: 'dict'; readonly entries: readonly Pair[]; readonly open: boolean }
  /** A dict that has taken in the environment answers as the environment does. */
  | NativeThing

export type Pair = readonly [Thing, Thing]
export type ListContent = Extract<Content, { readonly type: 'list' }>
export type DictContent = Extract<Content, { readonly type: 'dict' }>

/** A thing that is neither a choice nor in a box: what an operation is decided on. */
export type Concrete =
  | Exclude<Thing, { readonly type: 'choice' | 'box' }>
  | (Content & Facts & { readonly cell: Cell })

export interface Scope {
  readonly kind: 'module' | 'class' | 'function' | 'instance'
  readonly names: Map<string, Thing>
  readonly up: Scope | null
  /** Names that `global` gave back to the module. */
  readonly globals: Set<string>
  /** Modules outside of the project whose names were all taken in: any other name may come from there. */
  readonly starred: string[]
  readonly annotations: Map<string, Annotation>
}

/** What is said of a name's type, and where: a field may have nothing else. */
interface Annotation {
  readonly type: Expression
  readonly place: Place
}

/** Where code runs: its module, and its names. */
export interface Frame {
  readonly machine: Machine
  readonly module: ModuleThing
  readonly scope: Scope
  /** What was returned so far, on paths that may have been taken. */
  readonly returned: Thing[]
  /** Conditions that were decided in it: to blame where it raises. */
  readonly decided: Read[]
  /** Where the function was called from outside of all functions; null outside of them. */
  readonly calledAt: Place | null
  readonly caller?: Frame
}

/** `EnvironmentRead` while it still learns what becomes of it. */
export interface Read {
  readonly key: string
  readonly place: Place
  readonly state: 'given' | 'absent' | 'assumed'
  cast: EnvironmentRead['cast']
  default: Thing | null
  needed: boolean
  reached: EnvironmentRead['reached']
  readonly comparedWith: Set<string>
  /** Of a class of settings: it is asked only when that class is chosen, and may be required then. */
  late: 'optional' | 'required' | null
}

export const none: Thing = { type: 'none' }

export function text(value: string, flavour: 'str' | 'bytes' | 'path' = 'str'): Thing {
  return value.length > 100_000 ? unknown('long text') : { type: 'text', text: value, flavour }
}

export function number(value: number): Thing {
  return Number.isFinite(value) ? { type: 'number', number: value } : unknown('number')
}

export function boolean(value: boolean | null): Thing {
  return value === null ? unknown('condition') : { type: 'boolean', boolean: value }
}

export function unknown(why: string): Thing {
  return { type: 'unknown', why }
}

export function object(name: string): ObjectThing {
  return { type: 'object', name, called: false, positional: [], named: {} }
}

const longest = 5000

export function list(items: readonly Thing[], flavour: ListContent['flavour'] = 'list', open = false): Thing {
  const kept = items.length > longest ? items.slice(0, longest) : items
  return box({ type: 'list', flavour, items: kept, open: open || kept.length < items.length })
}

export function dict(entries: readonly Pair[], open = false): Thing {
  return box({ type: 'dict', entries: entries.slice(0, longest), open: open || entries.length > longest })
}

export function textDict(entries: Readonly<Record<string, Thing>>): Thing {
  return dict(Object.entries(entries).map(([key, value]) => [text(key), value] as const))
}

export function box(...contents: readonly Content[]): Thing {
  return { type: 'box', cell: { contents } }
}

export function native(kind: string, data: Readonly<Record<string, Thing>> = {}): NativeThing {
  return { type: 'native', kind, data }
}

/** With the origins of what it was made from. */
export function made(thing: Thing, ...sources: readonly Facts[]): Thing {
  const via = [...new Set([thing, ...sources].flatMap((source) => source.via ?? []))]
  return via.length === (thing.via?.length ?? 0) ? thing : { ...thing, via }
}

/** What nobody can fold: of the environment it stays the environment's. */
export function beyond(why: string, ...sources: readonly (Thing | Concrete)[]): Thing {
  const [only] = sources
  if (only?.type === 'environment' && sources.length === 1) return only
  return made(unknown(why), ...sources)
}

export function scope(kind: Scope['kind'], up: Scope | null): Scope {
  return { kind, names: new Map(), up, globals: new Set(), starred: [], annotations: new Map() }
}
