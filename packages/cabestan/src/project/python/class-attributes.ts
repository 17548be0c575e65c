import { applyBare } from './call.ts'
import { isProperty, lineageOf } from './classes.ts'
import { Exhausted, Raised } from './machine.ts'
import { type ClassThing, type Frame, type InstanceThing, scope, type Thing, unknown } from './thing.ts'

/** As an instance of it would have them: the nearest definition of each, properties worked out. */
export function classAttributes(frame: Frame, of: ClassThing): ReadonlyMap<string, Thing> {
  const attributes = new Map<string, Thing>()
  for (const each of lineageOf(of).toReversed()) {
    for (const [name, thing] of each.scope.names) attributes.set(name, thing)
  }
  const instance: InstanceThing = { type: 'instance', of, scope: scope('instance', null) }
  for (const [name, thing] of attributes) {
    if (thing.type === 'function' && isProperty(thing.decorators)) {
      attributes.set(name, { ...worked(frame, { ...thing, self: instance }), place: thing.place })
    }
  }
  return attributes
}

function worked(frame: Frame, property: Thing): Thing {
  try {
    return applyBare(frame, property, 0)
  } catch (error) {
    if (error instanceof Raised || error instanceof Exhausted) return unknown('a property')
    throw error
  }
}
