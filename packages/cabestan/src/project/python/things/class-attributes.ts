import { applyBare } from '../expressions/call.ts'
import { Exhausted, Raised } from '../machine/machine.ts'
import { isProperty, lineageOf, outsideBases } from './classes.ts'
import {
  type ClassThing,
  type Frame,
  type FunctionThing,
  type InstanceThing,
  scope,
  type Thing,
  unknown,
} from './thing.ts'

/**
 * As an instance of it would have them: the nearest definition of each, properties worked out. What stands in place of
 * a setting stands where it is defined, and not where it says what it returns.
 */
export function classAttributes(frame: Frame, of: ClassThing): ReadonlyMap<string, Thing> {
  const attributes = new Map<string, Thing>()
  for (const each of lineageOf(of).toReversed()) {
    for (const [name, thing] of each.scope.names) attributes.set(name, thing)
  }
  const instance: InstanceThing = { type: 'instance', of, scope: scope('instance', null) }
  for (const [name, thing] of attributes) {
    if (thing.type !== 'function' || !isCalled(of, name, thing)) continue
    attributes.set(name, { ...worked(frame, boundTo(instance, thing)), place: thing.place })
  }
  return attributes
}

/** django-configurations calls whatever can be called under the name of a setting. */
function isCalled(of: ClassThing, name: string, { decorators }: FunctionThing): boolean {
  if (isProperty(decorators)) return true
  const isSetting = /^[A-Z][A-Z0-9_]*$/.test(name) && !decorators.some((each) => /pristinemethod$/.test(each))
  return isSetting && outsideBases(of).some((base) => /(?:^|\.)Configuration$/.test(base))
}

function boundTo(instance: InstanceThing, method: FunctionThing): Thing {
  if (method.decorators.includes('staticmethod')) return method
  return { ...method, self: method.decorators.includes('classmethod') ? instance.of : instance }
}

function worked(frame: Frame, property: Thing): Thing {
  try {
    return applyBare(frame, property, 0)
  } catch (error) {
    if (error instanceof Raised || error instanceof Exhausted) return unknown('a property')
    throw error
  }
}
