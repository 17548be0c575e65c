import { checkout } from '../checkout.ts'
import { applyTo } from '../expressions/call.ts'
import { outsideName } from '../library/library.ts'
import { fail } from '../machine/fail.ts'
import { placeAt } from '../machine/machine.ts'
import { submodule } from '../machine/modules.ts'
import { posixDirectoryOf } from '../posix-path.ts'
import { classAttribute, instanceAttribute } from './classes.ts'
import { each, join, thingOf } from './join.ts'
import { kindOf } from './kinds.ts'
import { pathAttribute } from './paths.ts'
import {
  beyond,
  type Concrete,
  type Frame,
  type InstanceThing,
  list,
  type ModuleThing,
  made,
  type Thing,
  text,
  unknown,
} from './thing.ts'

/** Which attribute, and where it stands. */
export interface Asked {
  readonly name: string
  readonly line: number
}

export function attribute(frame: Frame, thing: Thing, asked: Asked): Thing {
  // An in-place change of a list or dict happens in all of its alternatives at once.
  if (thing.type === 'box' && !versionFields.includes(asked.name))
    return { type: 'method', self: thing, name: asked.name }
  if (thing.type === 'choice') return made(join(thing.of.map((one) => attribute(frame, one, asked))), thing)
  return each(thing, (one) => attributeOf(frame, one, asked))
}

/** Fields of `sys.version_info`, the only named tuple that settings use. */
const versionFields: readonly string[] = ['major', 'minor', 'micro']

function attributeOf(frame: Frame, one: Concrete, asked: Asked): Thing {
  switch (one.type) {
    case 'object':
      return ofObject(one, asked.name)
    case 'module':
      return ofModule(frame, one, asked)
    case 'class':
      return classAttribute(one, asked.name) ?? missing(frame, one, asked)
    case 'instance':
      return (
        instanceAttribute(frame, one, asked.name) ?? dynamic(frame, one, asked) ?? missing(frame, one, asked)
      )
    case 'native':
      return (
        kindOf(one.kind)?.attribute?.(frame, one, asked) ?? one.data[asked.name] ?? method(one, asked.name)
      )
    case 'text':
      if (one.flavour === 'path') return pathAttribute(one.text, asked.name) ?? method(one, asked.name)
      // Members of an enumeration are their values.
      return asked.name === 'value' ? one : method(one, asked.name)
    case 'number':
      return asked.name === 'value' ? one : method(one, asked.name)
    case 'list':
      return one.items[versionFields.indexOf(asked.name)] ?? method(one, asked.name)
    case 'environment':
      return partsOfUrl.has(asked.name) ? one : method(one, asked.name)
    case 'unknown':
      return beyond(one.why, one)
    default:
      return method(one, asked.name)
  }
}

/** What the class has for names that it does not define. */
function dynamic(frame: Frame, one: InstanceThing, { name, line }: Asked): Thing | null {
  const named = name.startsWith('__') ? null : instanceAttribute(frame, one, '__getattr__')
  return named && applyTo({ frame, line, place: placeAt(frame, line) }, named, [text(name)], true)
}

function method(one: Concrete, name: string): Thing {
  return { type: 'method', self: thingOf(one), name, via: one.via }
}

function ofObject(one: Extract<Concrete, { type: 'object' }>, name: string): Thing {
  const full = `${one.name}${one.called ? '()' : ''}.${name}`
  if (!one.called) return made(outsideName(full), one)
  return { type: 'object', name: full, called: false, positional: [], named: {}, via: one.via }
}

function ofModule(frame: Frame, module: ModuleThing, asked: Asked): Thing {
  if (asked.name === '__dict__') return { type: 'native', kind: 'namespace', data: {}, scope: module.scope }
  if (asked.name === '__name__') return text(module.name)
  if (asked.name === '__file__') return text(`${checkout}/${module.file ?? ''}`)
  if (asked.name === '__path__') return list([text(posixDirectoryOf(`${checkout}/${module.file ?? ''}`))])
  return (
    module.scope.names.get(asked.name) ??
    submodule(frame, module, asked.name) ??
    missing(frame, module, asked)
  )
}

function missing(frame: Frame, thing: Concrete, { name, line }: Asked): Thing {
  const starred = thing.type === 'module' && thing.scope.starred.length > 0
  const otherwise = beyond(`no attribute ${name}`, thing, unknown(''))
  if (starred || thing.type === 'instance' || thing.type === 'class') return otherwise
  return fail(frame, { name: 'AttributeError', at: placeAt(frame, line), because: [] }, otherwise)
}

const partsOfUrl = new Set('scheme netloc hostname port username password path query'.split(' '))
