import type { Machine } from '../machine/machine.ts'
import type { Names, Value } from '../values.ts'
import type { Cell, ClassThing, Content, Facts, Pair, Thing } from './thing.ts'

/** From things to values: what others are told, which never changes any more. */
export interface Settler {
  readonly machine: Machine
  readonly known: Map<Cell, { readonly value: Value; readonly size: number }>
  /** The attributes of a class as they come out, those of its bases included. */
  readonly attributes: (of: ClassThing) => ReadonlyMap<string, Thing>
  readonly open: Set<object>
  size: number
  depth: number
}

const largest = 50_000
const deepest = 40

export function settler(machine: Machine, attributes: Settler['attributes']): Settler {
  return { machine, attributes, known: new Map(), open: new Set(), size: 0, depth: 0 }
}

export function settle(settler: Settler, thing: Thing): Value {
  settler.size += 1
  if (settler.size > largest || settler.depth > deepest) return { type: 'unknown', why: 'too large' }
  settler.depth += 1
  const value = plainValue(settler, thing)
  settler.depth -= 1
  return { ...value, ...origin(thing) }
}

export function settleNames(settler: Settler, names: ReadonlyMap<string, Thing>): Names {
  const settled = new Map<string, Value>()
  for (const [name, thing] of names) {
    // One name that holds too much takes nothing from the others.
    if (settler.depth === 0) settler.size = 0
    if (!name.startsWith('__')) settled.set(name, settle(settler, thing))
  }
  return settled
}

function origin({ place, via }: Facts): Pick<Value, 'place' | 'from'> {
  const keys = [...new Set(via?.map(({ key }) => key))]
  return { ...(place && { place }), ...(keys.length > 0 && { from: keys }) }
}

function plainValue(settler: Settler, thing: Thing): Value {
  switch (thing.type) {
    case 'text':
      return { type: 'text', text: thing.text, flavour: thing.flavour }
    case 'number':
      return { type: 'number', number: thing.number }
    case 'boolean':
      return { type: 'boolean', boolean: thing.boolean }
    case 'environment':
      return { type: 'environment', key: thing.key }
    case 'none':
      return { type: 'none' }
    case 'unknown':
      return { type: 'unknown', why: thing.why }
    case 'choice':
      return { type: 'choice', of: thing.of.map((each) => settle(settler, each)) }
    case 'box':
      return boxed(settler, thing.cell)
    case 'object':
      return {
        type: 'object',
        name: thing.name,
        positional: thing.positional.map((each) => settle(settler, each)),
        named: Object.fromEntries(
          Object.entries(thing.named).map(([name, each]) => [name, settle(settler, each)]),
        ),
      }
    case 'module':
      return { type: 'module', module: thing.name }
    case 'function':
      return { type: 'function', name: thing.name }
    case 'method':
      return { type: 'function', name: thing.name }
    case 'class':
      return classValue(settler, thing)
    case 'instance':
      return { type: 'object', name: thing.of.name, positional: [], named: attributesOf(settler, thing) }
    case 'native':
      return { type: 'object', name: thing.kind, positional: [], named: {} }
  }
}

function attributesOf(
  settler: Settler,
  { of, scope }: Extract<Thing, { type: 'instance' }>,
): Readonly<Record<string, Value>> {
  if (settler.open.has(scope)) return {}
  settler.open.add(scope)
  const all = new Map([...settler.attributes(of), ...scope.names])
  const named = Object.fromEntries(settleNames(settler, all))
  settler.open.delete(scope)
  return named
}

function classValue(settler: Settler, thing: ClassThing): Value {
  const bases = thing.bases.map((base) => settle(settler, base))
  if (settler.open.has(thing.scope)) return { type: 'class', name: thing.name, bases, names: new Map() }
  settler.open.add(thing.scope)
  const names = settleNames(settler, settler.attributes(thing))
  settler.open.delete(thing.scope)
  return { type: 'class', name: thing.name, bases, names }
}

function boxed(settler: Settler, cell: Cell): Value {
  const known = settler.known.get(cell)
  if (known) {
    settler.size += known.size
    return known.value
  }
  if (settler.open.has(cell)) return { type: 'unknown', why: 'contains itself' }
  settler.open.add(cell)
  const before = settler.size
  const [only, ...others] = cell.contents.map((content) => contained(settler, content))
  settler.open.delete(cell)
  const value: Value =
    only && others.length === 0 ? only : { type: 'choice', of: only ? [only, ...others] : [] }
  settler.known.set(cell, { value, size: settler.size - before })
  return value
}

function contained(settler: Settler, content: Content): Value {
  if (content.type === 'native') return settle(settler, content)
  const open = content.open ? ({ open: true } as const) : {}
  if (content.type === 'list') {
    const items = content.items.map((item) => settle(settler, item))
    return { type: 'list', flavour: content.flavour, items, ...open }
  }
  const settled = ([key, value]: Pair) => [settle(settler, key), settle(settler, value)] as const
  return { type: 'dict', entries: content.entries.map(settled), ...open }
}
