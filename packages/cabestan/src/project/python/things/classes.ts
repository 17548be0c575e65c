import { applyBare, given } from '../expressions/call.ts'
import { fold } from '../expressions/fold.ts'
import type { Call } from '../expressions/given.ts'
import { invoke } from '../expressions/invoke.ts'
import { resolveConfiguration } from '../library/configurations.ts'
import { instantiateSettings, isSettings } from '../library/pydantic.ts'
import { bind } from '../machine/names.ts'
import type { ClassDefinition } from '../parse/syntax.ts'
import { run } from '../statements/run.ts'
import { isEnumeration, memberByValue } from './enumerations.ts'
import { concretes, each } from './join.ts'
import { type ClassThing, type Frame, type InstanceThing, scope, type Thing, text, unknown } from './thing.ts'

export function define(frame: Frame, definition: ClassDefinition): void {
  const { name, line } = definition
  const bases = given(
    frame,
    definition.arguments.filter((argument) => argument.name === null),
  ).positional
  const inner = scope('class', frame.scope)
  run({ ...frame, scope: inner }, definition.body)
  const made: ClassThing = { type: 'class', name, bases, arguments: definition.arguments, scope: inner }
  resolveConfiguration(frame, made)
  for (const decorator of definition.decorators) fold(frame, decorator)
  bind(frame, name, made, line)
}

/** A class with its bases, in the order in which attributes are looked up. */
export function lineageOf(of: ClassThing, seen: readonly ClassThing[] = []): readonly ClassThing[] {
  if (seen.length > 60 || seen.some((other) => other.scope === of.scope)) return []
  const bases = of.bases.flatMap((base) =>
    concretes(base).filter((one): one is ClassThing => one.type === 'class'),
  )
  const all = [of, ...bases.flatMap((base) => lineageOf(base, [...seen, of]))]
  // As in Python's order, a base that several classes share comes after all of them.
  return all.filter((one, at) => !all.slice(at + 1).some((later) => later.scope === one.scope))
}

/** Full names of base classes outside of the project. */
export function outsideBases(of: ClassThing): readonly string[] {
  return lineageOf(of).flatMap(({ bases }) =>
    bases.flatMap((base) => concretes(base).flatMap((one) => (one.type === 'object' ? [one.name] : []))),
  )
}

export function classAttribute(of: ClassThing, name: string): Thing | null {
  if (name === '__name__') return text(of.name)
  const found = inLineage(of, name)
  if (found?.type !== 'function') return found
  return found.decorators.includes('classmethod') ? { ...found, self: of } : found
}

function inLineage(of: ClassThing, name: string): Thing | null {
  for (const one of lineageOf(of)) {
    const found = one.scope.names.get(name)
    if (found) return found
  }
  return null
}

export function instanceAttribute(frame: Frame, instance: InstanceThing, name: string): Thing | null {
  const own = instance.scope.names.get(name)
  if (own) return own
  if (name === '__class__') return instance.of
  const found = inLineage(instance.of, name)
  if (found?.type !== 'function') return found
  if (found.decorators.includes('staticmethod')) return found
  const bound = { ...found, self: instance }
  return isProperty(found.decorators) ? applyBare(frame, bound, 0) : bound
}

export function isProperty(decorators: readonly string[]): boolean {
  return decorators.some((name) => /(?:^|\.)(?:cached_)?property$|computed_field$|classproperty$/.test(name))
}

export function instantiate(call: Call, of: ClassThing): Thing {
  const instance: InstanceThing = { type: 'instance', of, scope: scope('instance', null) }
  if (isEnumeration(of))
    return each(call.positional[0] ?? unknown('a member'), (one) => memberByValue(call, of, one))
  if (isSettings(of)) return instantiateSettings(call, instance)
  const start = inLineage(of, '__init__')
  if (start?.type === 'function') invoke(call, { ...start, self: instance })
  else fill(call, instance)
  return instance
}

/** For a dataclass: arguments by position or name, and defaults of the other fields. */
function fill(call: Call, { of, scope: own }: InstanceThing): void {
  const fields = lineageOf(of)
    .toReversed()
    .flatMap(({ scope }) => [...scope.annotations.keys()])
  for (const [at, thing] of call.positional.entries()) {
    const name = fields[at]
    if (name !== undefined) own.names.set(name, thing)
  }
  for (const [name, thing] of Object.entries(call.named)) own.names.set(name, thing)
  for (const name of fields) {
    const field = own.names.has(name) ? null : inLineage(of, name)
    if (field?.type !== 'object' || !/^(?:dataclasses|attrs?)\.(?:field|ib)$/.test(field.name)) continue
    const { default: otherwise, default_factory: factory } = field.named
    const thing = otherwise ?? (factory && applyBare(call.frame, factory, 0))
    if (thing) own.names.set(name, thing)
  }
}
