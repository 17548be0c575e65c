import { type Call, type Library, textArgument } from '../expressions/given.ts'
import { moduleScope } from '../machine/state.ts'
import { setAttribute } from '../statements/assign.ts'
import { attribute } from '../things/attributes.ts'
import { lineageOf } from '../things/classes.ts'
import { concretes, each } from '../things/join.ts'
import { boolean, list, native, none, type Thing, text, unknown } from '../things/thing.ts'

/** Python's functions that ask what a thing is, and which names it has. */
export const introspection: Library = {
  'builtins.isinstance': (call) => isInstance(call),
  'builtins.getattr': (call) => getAttribute(call),
  'builtins.setattr': (call) => {
    const [held, , value] = call.positional
    const name = textArgument(call, 'name', 1)
    if (held && value && name !== null) setAttribute(call.frame, held, name, { ...value, place: call.place })
    return none
  },
  'builtins.hasattr': (call) => hasAttribute(call),
  'builtins.globals': ({ frame }) => ({ ...native('namespace'), scope: moduleScope(frame.scope) }),
  'builtins.locals': ({ frame }) => ({ ...native('namespace'), scope: frame.scope }),
  'builtins.vars': (call) => namesOf(call),
  'builtins.dir': (call) => namesListed(call),
}

const types: Readonly<Record<string, readonly string[]>> = {
  str: ['text'],
  unicode: ['text'],
  basestring: ['text'],
  bytes: ['text'],
  bool: ['boolean'],
  int: ['number', 'boolean'],
  float: ['number'],
  list: ['list'],
  tuple: ['list'],
  set: ['list'],
  dict: ['dict'],
}

function isInstance(call: Call): Thing {
  const [thing, of] = call.positional
  if (!thing || !of) return boolean(null)
  const wanted = concretes(of).flatMap((one) => (one.type === 'list' ? one.items.flatMap(concretes) : [one]))
  const names = wanted.flatMap((one) => (one.type === 'object' ? [one.name.split('.').at(-1) ?? ''] : []))
  return each(thing, (one) => {
    if (one.type === 'instance')
      return boolean(
        wanted.some(
          (base) => base.type === 'class' && lineageOf(one.of).some(({ scope }) => scope === base.scope),
        ) || null,
      )
    if (one.type === 'environment') return boolean(null)
    if (one.type === 'list') return boolean(names.includes(one.flavour))
    const known = names.every((name) => Object.hasOwn(types, name))
    const fits = names.some((name) => Object.hasOwn(types, name) && types[name]?.includes(one.type))
    return boolean(fits ? true : known && one.type !== 'unknown' && one.type !== 'object' ? false : null)
  })
}

function getAttribute(call: Call): Thing | null {
  const [held, , otherwise] = call.positional
  const name = textArgument(call, 'name', 1)
  if (!held || name === null) return unknown('an attribute')
  if (otherwise && hasName(held, name) === false) return otherwise
  return attribute(call.frame, held, { name, line: call.line })
}

function hasAttribute(call: Call): Thing {
  const [held] = call.positional
  const name = textArgument(call, 'name', 1)
  return boolean(held && name !== null ? hasName(held, name) : null)
}

function hasName(held: Thing, name: string): boolean | null {
  const all = concretes(held).map((one) => {
    if (one.type === 'module')
      return one.scope.names.has(name) || (one.scope.starred.length > 0 ? null : false)
    if (one.type === 'class') return lineageOf(one).some(({ scope }) => scope.names.has(name)) || null
    return one.type === 'instance' && one.scope.names.has(name) ? true : null
  })
  const [first] = all
  return first !== undefined && all.every((each) => each === first) ? first : null
}

function namesOf(call: Call): Thing {
  const [one] = concretes(call.positional[0] ?? none)
  if (call.positional.length === 0) return { ...native('namespace'), scope: call.frame.scope }
  if (one?.type === 'module' || one?.type === 'class' || one?.type === 'instance') {
    return { ...native('namespace'), scope: one.scope }
  }
  return unknown('names')
}

function namesListed(call: Call): Thing {
  const names = namesOf(call)
  if (names.type !== 'native' || !names.scope) return unknown('names')
  return list([...names.scope.names.keys()].map((name) => text(name)))
}
