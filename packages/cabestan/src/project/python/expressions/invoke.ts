import type { Place } from '../../answer.ts'
import { learnCast, learnDefault } from '../machine/environment.ts'
import { blame } from '../machine/fail.ts'
import { isCaught, note, Raised } from '../machine/machine.ts'
import type { Parameter } from '../parse/syntax.ts'
import { run } from '../statements/run.ts'
import { concretes, join } from '../things/join.ts'
import {
  dict,
  type Frame,
  type FunctionThing,
  list,
  made,
  none,
  scope,
  type Thing,
  text,
  unknown,
} from '../things/thing.ts'
import { fold } from './fold.ts'
import { beginGenerator, whatWasYielded } from './generator.ts'
import type { Call, Given } from './given.ts'

const deepestCalls = 24

/** A function of the project, called with what is known of its arguments. */
export function invoke(call: Call, called: FunctionThing): Thing {
  const { machine } = call.frame
  if (machine.calls >= deepestCalls) return unknown('called too deep')
  machine.calls += 1
  try {
    const frame = inside(call, called)
    return withOwnDefault(frame, result(frame, called))
  } catch (error) {
    if (!(error instanceof Raised)) throw error
    return uncaught(call, error)
  } finally {
    machine.calls -= 1
  }
}

/**
 * A function of the project that asks for the key it is given, or is given what the environment said, and returns
 * something else where that is not set.
 */
function withOwnDefault({ machine, decided, calledAt }: Frame, thing: Thing): Thing {
  const isHere = (place: Place) => place.file === calledAt?.file && place.line === calledAt.line
  const reads = new Set(decided.filter(({ place, state }) => isHere(place) && state === 'absent'))
  const [read] = reads
  if (!read || reads.size > 1 || (thing.via ?? []).length > 0) return thing
  // The name of the key that is read instead.
  if (thing.type === 'text' && [...machine.reads.values()].some(({ key }) => key === thing.text)) return thing
  const asked: Thing = { ...none, via: [read] }
  learnDefault(asked, thing)
  const [one] = concretes(thing)
  if (one?.type === 'boolean' || one?.type === 'number' || one?.type === 'list') learnCast(asked, one.type)
  return made(thing, asked)
}

function inside(call: Call, called: FunctionThing): Frame {
  const frame: Frame = {
    machine: call.frame.machine,
    module: called.frame.module,
    scope: scope('function', called.frame.scope),
    returned: [],
    decided: [],
    calledAt: call.frame.calledAt ?? call.place,
    caller: call.frame,
  }
  const own = called.self ? { ...call, positional: [called.self, ...call.positional] } : call
  for (const [name, thing] of parametersOf(own, called)) frame.scope.names.set(name, thing)
  return frame
}

function result(frame: Frame, called: FunctionThing): Thing {
  const { body } = called
  if ('type' in body) return fold(frame, body)
  beginGenerator(frame, called)
  const end = run(frame, body)
  return whatWasYielded(frame) ?? join(end === 'return' ? frame.returned : [...frame.returned, none])
}

function parametersOf(given: Given, { parameters, defaults }: FunctionThing): ReadonlyMap<string, Thing> {
  const bound = new Map<string, Thing>()
  const left = new Map(Object.entries(given.named))
  let next = 0
  for (const parameter of parameters) {
    if (parameter.star === '') {
      const positional = parameter.namedOnly ? undefined : given.positional[next]
      if (positional) next += 1
      const thing = positional ?? left.get(parameter.name)
      bound.set(parameter.name, thing ?? missing(given, parameter, defaults))
      left.delete(parameter.name)
    } else if (parameter.star === '*') {
      bound.set(parameter.name, list(given.positional.slice(next), 'tuple', given.open))
    } else {
      const rest = [...left].map(([name, thing]) => [text(name), thing] as const)
      bound.set(parameter.name, dict(rest, given.open))
    }
  }
  return bound
}

function missing(given: Given, { name }: Parameter, defaults: ReadonlyMap<string, Thing>): Thing {
  if (given.open) return unknown(`the argument ${name}`)
  return defaults.get(name) ?? unknown(`the argument ${name}`)
}

/** Outside of all functions the run continues as if the missing key had been given. */
function uncaught({ frame, place }: Call, raised: Raised): Thing {
  const { machine } = frame
  const outermost = frame.calledAt === null && machine.reached === 'yes'
  if (!outermost || isCaught(machine, raised.names)) throw raised
  if (blame(machine, raised.because)) {
    const read = raised.because.find(({ state }) => state === 'absent')
    if (read) return { type: 'environment', key: read.key, via: [read] }
  }
  note(machine, { type: 'raises', what: raised.message, place })
  return unknown(raised.message)
}
