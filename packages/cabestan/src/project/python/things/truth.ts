import { concretes } from './join.ts'
import type { Concrete, Thing } from './thing.ts'

/** Whether Python takes it for true; null where that cannot be known. */
export function truth(thing: Thing): boolean | null {
  const all = concretes(thing).map(truthOf)
  const [first] = all
  return first !== undefined && all.every((each) => each === first) ? first : null
}

function truthOf(thing: Concrete): boolean | null {
  switch (thing.type) {
    case 'text':
      return thing.flavour === 'path' || thing.text !== ''
    case 'number':
      return thing.number !== 0
    case 'boolean':
      return thing.boolean
    case 'none':
      return false
    case 'list':
      return thing.items.length > 0 ? true : thing.open ? null : false
    case 'dict':
      if (thing.entries.length > 0 && thing.entries.every(([, value]) => isUngiven(value))) return false
      return thing.entries.length > 0 ? true : thing.open ? null : false
    case 'environment':
      return given(thing)
    case 'object':
      // A module, class or function; what a call gave may be anything.
      return thing.called || thing.name.includes('.VERSION') ? null : true
    case 'unknown':
      return null
    default:
      return true
  }
}

/** An entry of a URL that nobody has given: without it, there is no such entry. */
export function isUngiven(thing: Thing): boolean {
  return (
    thing.type === 'environment' &&
    thing.via?.every(({ state, needed }) => state === 'absent' && !needed) === true
  )
}

/** A key that is needed is given something; only a yes or no may then be false. */
function given({ via }: Concrete): boolean | null {
  return via?.every(({ cast }) => cast === 'text' || cast === 'url' || cast === 'list') ? true : null
}
