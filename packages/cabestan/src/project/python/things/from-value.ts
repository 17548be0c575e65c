import type { Value } from '../values.ts'
import { dict, list, none, object, type Thing, unknown } from './thing.ts'

/** A value from outside, as a thing that code can work with. */
export function thingFrom(value: Value): Thing {
  switch (value.type) {
    case 'list':
      return list(value.items.map(thingFrom), value.flavour, value.open)
    case 'dict':
      return dict(
        value.entries.map(([key, inside]) => [thingFrom(key), thingFrom(inside)] as const),
        value.open,
      )
    case 'choice':
      return { type: 'choice', of: value.of.map(thingFrom) }
    case 'object':
      return object(value.name)
    case 'none':
      return none
    case 'module':
    case 'function':
    case 'class':
      return unknown(value.type)
    default: {
      const { from: _, ...plain } = value
      return plain
    }
  }
}
