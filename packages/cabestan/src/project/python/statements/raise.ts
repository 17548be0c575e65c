import type { Place } from '../../answer.ts'
import { fold } from '../expressions/fold.ts'
import { blame, lineage } from '../machine/fail.ts'
import { isCaught, note, placeAt, Raised } from '../machine/machine.ts'
import type { Completion } from '../machine/state.ts'
import type { Expression, Statement } from '../parse/syntax.ts'
import { lineageOf } from '../things/classes.ts'
import { concretes } from '../things/join.ts'
import type { Concrete, Frame, Read } from '../things/thing.ts'

export function raise(frame: Frame, { exception, line }: Extract<Statement, { type: 'raise' }>): Completion {
  const { machine } = frame
  const before = machine.handling.at(-1)
  const at = placeAt(frame, line)
  if (!exception && before) return raiseNames(frame, before.names, { at, because: before.because })
  const names = exception ? namesOf(frame, exception) : lineage('RuntimeError')
  return raiseNames(frame, names, { at, because: [] })
}

interface Circumstance {
  readonly at: Place
  readonly because: readonly Read[]
}

export function raiseNamed(frame: Frame, name: string, circumstance: Circumstance): Completion {
  return raiseNames(frame, lineage(name), circumstance)
}

/**
 * Outside of functions, and with nothing around that would catch it, the run goes on behind it: either a key of
 * the environment is to blame, which the next run takes for given, or the reader is told that it raises.
 */
function raiseNames(frame: Frame, names: readonly string[], { at, because }: Circumstance): Completion {
  const { machine } = frame
  const reads = because.length > 0 ? because : culprits(frame)
  const inside = frame.calledAt !== null || machine.reached !== 'yes'
  if (inside || isCaught(machine, names)) throw new Raised(names, reads, at)
  if (!blame(machine, reads)) note(machine, { type: 'raises', what: names[0] ?? 'Exception', place: at })
  return 'normal'
}

/**
 * Of the conditions around, the nearest that a value can change, since the others led here; otherwise what the
 * function has already decided on.
 */
function culprits(frame: Frame): readonly Read[] {
  const { machine } = frame
  const nearest = machine.blamed.findLast((reads) => reads.some(isAbsent)) ?? []
  const around = [...nearest, ...machine.handling.flatMap(({ because }) => because)]
  return around.some(isAbsent) ? around : decidedBefore(frame)
}

/** `fail('DATABASE_URL')`: if one function raises for another, what that other one has decided on. */
function decidedBefore({ decided, caller }: Frame): readonly Read[] {
  if (decided.some(isAbsent) || !caller || caller.calledAt === null) return decided
  return decidedBefore(caller)
}

function isAbsent({ state }: Read): boolean {
  return state === 'absent'
}

function namesOf(frame: Frame, exception: Expression): readonly string[] {
  const made = exception.type === 'call' ? exception.callee : exception
  if (exception.type === 'call') for (const { value } of exception.arguments) fold(frame, value)
  return concretes(fold(frame, made)).flatMap(namesOfOne)
}

export function namesOfOne(one: Concrete): readonly string[] {
  if (one.type === 'class') {
    const own = lineageOf(one).map(({ name }) => name)
    const outside = one.bases.flatMap((base) =>
      concretes(base).flatMap((each) => (each.type === 'object' ? lastOf(each.name) : [])),
    )
    return [...own, ...outside, 'Exception', 'BaseException']
  }
  return one.type === 'object' ? lastOf(one.name) : lineage('Exception')
}

function lastOf(name: string): readonly string[] {
  return lineage(name.replace(/\(\)$/, '').split('.').at(-1) ?? name)
}
