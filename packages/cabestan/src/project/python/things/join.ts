import { type Concrete, type Content, made, type Thing, unknown } from './thing.ts'

const mostAlternatives = 8

/** One of these; it cannot be known which. */
export function join(things: readonly Thing[]): Thing {
  const different: Thing[] = []
  for (const thing of things.flatMap((each) => (each.type === 'choice' ? each.of : [each]))) {
    const at = different.findIndex((other) => same(other, thing))
    const other = different[at]
    if (other) different[at] = made(other, thing)
    else different.push(thing)
  }
  const [first] = different
  if (!first) return unknown('nothing')
  if (different.length === 1) return first
  if (different.length > mostAlternatives) return made(unknown('too many alternatives'), ...different)
  return made({ type: 'choice', of: different, place: different.at(-1)?.place }, ...different)
}

/** Every alternative by itself, with boxes opened. */
export function concretes(thing: Thing): readonly Concrete[] {
  if (thing.type === 'choice') return thing.of.flatMap(concretes)
  if (thing.type !== 'box') return [thing]
  const { cell, place, via } = thing
  return cell.contents.map((content) => ({ ...content, cell, place, via }))
}

/** Applies the operation to every alternative, and keeps the thing's origins. */
export function each(thing: Thing, operation: (concrete: Concrete) => Thing): Thing {
  return made(join(concretes(thing).map(operation)), thing)
}

export function eachPair(left: Thing, right: Thing, operation: (a: Concrete, b: Concrete) => Thing): Thing {
  const results = pairs(left, right)?.map(([a, b]) => operation(a, b))
  return made(results ? join(results) : unknown('too many alternatives'), left, right)
}

/** Every combination of their alternatives; null where there are too many. */
export function pairs(left: Thing, right: Thing): readonly (readonly [Concrete, Concrete])[] | null {
  const lefts = concretes(left)
  const rights = concretes(right)
  if (lefts.length * rights.length > 16) return null
  return lefts.flatMap((a) => rights.map((b) => [a, b] as const))
}

/** Makes a thing again of what is passed on. */
export function thingOf(concrete: Concrete): Thing {
  if (!('cell' in concrete)) return concrete
  const { cell, place, via } = concrete
  if (cell.contents.length === 1) return { type: 'box', cell, place, via }
  const { cell: _cell, place: _place, via: _via, ...content } = concrete
  return { type: 'box', cell: { contents: [content] }, place, via }
}

/** Whether no program could tell them apart by their values. False also where that cannot be known. */
export function same(a: Thing, b: Thing, depth = 0): boolean {
  if (a === b) return true
  if (a.type !== b.type || depth > 6) return false
  switch (a.type) {
    case 'text':
      return b.type === 'text' && a.text === b.text && a.flavour === b.flavour
    case 'number':
      return b.type === 'number' && a.number === b.number
    case 'boolean':
      return b.type === 'boolean' && a.boolean === b.boolean
    case 'none':
    case 'unknown':
      return true
    case 'environment':
      return b.type === 'environment' && a.key === b.key
    case 'object':
      return b.type === 'object' && a.name === b.name && !a.called && !b.called
    case 'module':
      return b.type === 'module' && a.scope === b.scope
    case 'class':
      return b.type === 'class' && a.scope === b.scope
    case 'instance':
      return b.type === 'instance' && a.scope === b.scope
    case 'function':
      return b.type === 'function' && a.body === b.body && a.self === b.self
    case 'box':
      return (
        b.type === 'box' && (a.cell === b.cell || sameContents(a.cell.contents, b.cell.contents, depth + 1))
      )
    default:
      return false
  }
}

export function sameContents(a: readonly Content[], b: readonly Content[], depth = 0): boolean {
  return a === b || (a.length === b.length && a.every((content, at) => sameContent(content, b[at], depth)))
}

function sameContent(a: Content, b: Content | undefined, depth: number): boolean {
  if (a === b) return true
  if (a.type === 'native') return false
  if (a.type === 'list') return b?.type === 'list' && a.flavour === b.flavour && sameItems(a, b, depth)
  return (
    b?.type === 'dict' &&
    a.open === b.open &&
    a.entries.length === b.entries.length &&
    a.entries.every(([key, value], at) => {
      const other = b.entries[at]
      return other !== undefined && same(key, other[0], depth) && same(value, other[1], depth)
    })
  )
}

function sameItems(
  a: Extract<Content, { type: 'list' }>,
  b: Extract<Content, { type: 'list' }>,
  depth: number,
): boolean {
  return (
    a.open === b.open &&
    a.items.length === b.items.length &&
    a.items.every((item, at) => {
      const other = b.items[at]
      return other !== undefined && same(item, other, depth)
    })
  )
}
