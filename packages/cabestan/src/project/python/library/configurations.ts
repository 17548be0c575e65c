import { argument, type Call, type Given, type Library } from '../expressions/given.ts'
import { ask } from '../machine/environment.ts'
import { type Machine, placeAt } from '../machine/machine.ts'
import { setName } from '../machine/state.ts'
import { lineageOf } from '../things/classes.ts'
import { concretes } from '../things/join.ts'
import {
  type ClassThing,
  dict,
  type Frame,
  list,
  none,
  type ObjectThing,
  type Read,
  type Thing,
  text,
  unknown,
} from '../things/thing.ts'
import { type Cast, cast, castOf } from './casts.ts'

/** Values of django-configurations: each reads the environment under the name that it is assigned to. */
const casts: Readonly<Record<string, Cast>> = {
  BooleanValue: 'boolean',
  IntegerValue: 'number',
  PositiveIntegerValue: 'number',
  FloatValue: 'number',
  DecimalValue: 'number',
  ListValue: 'list',
  SingleNestedListValue: 'list',
  BackendsValue: 'list',
  TupleValue: 'tuple',
  SingleNestedTupleValue: 'tuple',
  SetValue: 'set',
  DictValue: 'dict',
  PathValue: 'path',
  DatabaseURLValue: 'database',
  CacheURLValue: 'cache',
  EmailURLValue: 'email',
  SearchURLValue: 'search',
}

const urls: Readonly<Record<string, string>> = {
  DatabaseURLValue: 'DATABASE_URL',
  CacheURLValue: 'CACHE_URL',
  EmailURLValue: 'EMAIL_URL',
  SearchURLValue: 'SEARCH_URL',
}

const kinds = [
  ...Object.keys(casts),
  'Value',
  'SecretValue',
  'URLValue',
  'EmailValue',
  'IPValue',
  'RegexValue',
]

/** A value that is given the name of its key is read right there: `'HOST': Value('', environ_name='H')`. */
export const configurations: Library = Object.fromEntries(
  kinds.map((kind) => [`configurations.values.${kind}`, (call: Call) => atOnce(call, kind)]),
)

function atOnce(call: Call, kind: string): Thing | null {
  const { positional, named, place, frame } = call
  if (named['environ_name']?.type !== 'text' || isTrue(named['late_binding']) || urls[kind]) return null
  const value: ObjectThing = { type: 'object', name: kind, called: true, positional, named, place }
  return resolved(frame, { name: '', kind, late: false }, value)
}

export function resolveConfiguration(frame: Frame, of: ClassThing): void {
  for (const [name, thing] of of.scope.names) {
    if (thing.type !== 'object' || !thing.called) continue
    const [, kind] = /^configurations\.values\.(\w*Value)$/.exec(thing.name) ?? []
    if (kind === undefined) continue
    const place = thing.place ?? placeAt(frame, 0)
    setName(frame.machine, of.scope.names, name, {
      ...resolved(frame, { name, kind, late: true }, thing),
      place,
    })
  }
}

function resolved(
  frame: Frame,
  { name, kind, late }: { readonly name: string; readonly kind: string; readonly late: boolean },
  value: ObjectThing,
): Thing {
  const given: Given = { ...value, open: false }
  const to = casts[kind] ?? 'text'
  const required = kind === 'SecretValue' || isTrue(given.named['environ_required'])
  const otherwise = argument(given, 'default', 0) ?? (required ? null : empty(to))
  if (given.named['environ']?.type === 'boolean' && !given.named['environ'].boolean) return otherwise ?? none
  const answer = ask(frame, {
    key: keyOf(given, name, kind),
    line: value.place?.line ?? 0,
    literal: true,
    cast: castOf(to),
    default: otherwise?.type === 'none' ? null : otherwise,
    raises: required && !late ? 'ValueError' : null,
  })
  if (late) for (const read of answer.thing.via ?? []) read.late ??= required ? 'required' : 'optional'
  const open = answer.thing.type === 'none' && required ? openOf(answer.thing.via) : answer.thing
  return shaped(
    cast({ frame, line: 0, place: placeAt(frame, 0), literal: true, ...given }, open, to),
    to,
    given,
  )
}

/** Values for lists and similar are empty where nothing is given. */
function empty(to: Cast): Thing | null {
  if (to === 'list' || to === 'tuple' || to === 'set') return list([], to)
  return to === 'dict' ? dict([]) : null
}

function isTrue(thing: Thing | undefined): boolean {
  return thing?.type === 'boolean' && thing.boolean
}

function openOf(via: readonly Read[] | undefined): Thing {
  const [read] = via ?? []
  return read ? { type: 'environment', key: read.key, via } : unknown('a required value')
}

/** With the prefix `DJANGO_` unless told otherwise; URLs have names of their own. */
function keyOf(given: Given, name: string, kind: string): string {
  const own = given.named['environ_name']
  const prefix = given.named['environ_prefix']
  const full = own?.type === 'text' ? own.text : (urls[kind] ?? name.toUpperCase())
  if (prefix?.type === 'text') return prefix.text === '' ? full : `${prefix.text.replace(/_$/, '')}_${full}`
  return prefix || urls[kind] ? full : `DJANGO_${full}`
}

function shaped(thing: Thing, to: Cast, given: Given): Thing {
  if (to !== 'database' && to !== 'cache') return thing
  const alias = given.named['alias'] ?? given.positional[1] ?? text('default')
  return dict([[alias, thing]])
}

/** Only the class that the environment names is read, and only then are its values required. */
export function chooseConfiguration(machine: Machine, names: ReadonlyMap<string, Thing>): void {
  const chosen = machine.world.environment['DJANGO_CONFIGURATION'] ?? assumedClass(machine)
  const used = chosen === null ? null : lateReads(names.get(chosen))
  for (const read of machine.reads.values()) {
    if (!read.late || read.reached === 'no') continue
    if (used === null) read.reached = 'perhaps'
    else if (!used.has(read)) read.reached = 'no'
    else if (read.late === 'required' && read.state === 'absent') {
      read.needed = true
      machine.missing.add(read.key)
    }
  }
}

function assumedClass(machine: Machine): string | null {
  const put = machine.environ.get('DJANGO_CONFIGURATION')
  return put?.type === 'text' ? put.text : null
}

function lateReads(chosen: Thing | undefined): ReadonlySet<Read> {
  if (chosen?.type !== 'class') return new Set()
  const effective = new Map(
    lineageOf(chosen)
      .toReversed()
      .flatMap(({ scope }) => [...scope.names]),
  )
  return new Set([...effective.values()].flatMap((thing) => readsBehind(thing, 0)))
}

/** Includes values inside the entries: a URL's value is a dict within a dict. */
function readsBehind(thing: Thing, depth: number): readonly Read[] {
  const inside = concretes(thing).flatMap((one) =>
    one.type === 'dict' ? one.entries.map(([, value]) => value) : [],
  )
  return [...(thing.via ?? []), ...(depth < 3 ? inside.flatMap((each) => readsBehind(each, depth + 1)) : [])]
}
