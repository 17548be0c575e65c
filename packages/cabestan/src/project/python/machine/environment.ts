import { concretes } from '../things/join.ts'
import { type Frame, made, none, type Read, type Thing, text, unknown } from '../things/thing.ts'
import type { EnvironmentRead } from '../values.ts'
import { fail } from './fail.ts'
import { placeAt } from './machine.ts'

/** A question to the environment, as the code asks it. */
export interface Question {
  readonly key: string
  readonly line: number
  /** The key is written where it is read, and not passed in by a caller. */
  readonly literal: boolean
  readonly cast?: EnvironmentRead['cast']
  /** Null where the code names none. */
  readonly default: Thing | null
  /** What is raised if there is neither; null where the result is then None. */
  readonly raises: string | null
}

/** The answer as text, before any cast. The default is returned unchanged. */
export function ask(frame: Frame, question: Question): { readonly thing: Thing; readonly given: boolean } {
  const read = readOf(frame, question)
  const { machine } = frame
  const put = machine.environ.get(question.key)
  if (put) return { thing: made(put, { via: [read] }), given: true }
  const value = machine.world.environment[question.key]
  if (value !== undefined) return { thing: { ...text(value), via: [read] }, given: true }
  const open: Thing = { type: 'environment', key: question.key, via: [read] }
  if (read.state === 'assumed') return { thing: open, given: true }
  if (question.default) return { thing: made(question.default, { via: [read] }), given: false }
  if (!question.raises) return { thing: { ...none, via: [read] }, given: false }
  const at = { name: question.raises, at: read.place, because: [open] }
  return { thing: fail(frame, at, open), given: true }
}

/** Whether the key is set; null where its name is not known. */
export function isSet(frame: Frame, question: Question): Thing {
  const read = readOf(frame, question)
  return { type: 'boolean', boolean: read.state !== 'absent', via: [read] }
}

function readOf(frame: Frame, question: Question): Read {
  const { machine } = frame
  const here = placeAt(frame, question.line)
  const place = question.literal ? here : (frame.calledAt ?? here)
  const id = `${question.key} ${place.file}:${place.line}`
  const known = machine.reads.get(id)
  const read = known ?? fresh(frame, question, place)
  machine.reads.set(id, read)
  if (read.reached === 'no' || machine.reached === 'yes') read.reached = machine.reached
  if (read.cast === 'text') read.cast = question.cast ?? 'text'
  read.default ??= question.default ?? machine.environ.get(question.key) ?? null
  return read
}

function fresh({ machine }: Frame, question: Question, place: Read['place']): Read {
  const { key } = question
  const given = Object.hasOwn(machine.world.environment, key) || machine.environ.has(key)
  return {
    key,
    place,
    state: given ? 'given' : machine.assumed.has(key) ? 'assumed' : 'absent',
    cast: question.cast ?? 'text',
    default: question.default,
    needed: false,
    reached: 'no',
    comparedWith: new Set(),
    late: null,
  }
}

/** What the code makes of the environment's value. */
export function learnCast(thing: Thing, cast: EnvironmentRead['cast']): void {
  const reads = thing.via ?? []
  if (reads.length === 1 && reads[0]?.cast === 'text') reads[0].cast = cast
}

export function learnDefault(thing: Thing, otherwise: Thing): void {
  const reads = thing.via ?? []
  const [read] = reads
  if (
    read &&
    reads.length === 1 &&
    read.default === null &&
    thing.type === 'none' &&
    otherwise.type !== 'none'
  )
    read.default = otherwise
}

const yesAndNo = new Set(['true', 'false', 'yes', 'no', 'on', 'off', '1', '0', 't', 'f', 'y', 'n', ''])

export function learnComparison(thing: Thing, others: readonly Thing[]): void {
  const texts = others.flatMap((other) =>
    concretes(other).flatMap((each) => (each.type === 'text' ? [each.text] : [])),
  )
  const reads = thing.via ?? []
  if (reads.length > 2) return
  for (const read of reads) for (const each of texts) read.comparedWith.add(each)
  const asksTruth = texts.length > 0 && texts.every((each) => yesAndNo.has(each.toLowerCase()))
  if (asksTruth) learnCast(thing, 'boolean')
}

export function environmentKey(key: Thing): string | null {
  const [only, ...others] = concretes(key)
  return only?.type === 'text' && others.length === 0 ? only.text : null
}

export const unknownKey: Thing = unknown('a key of the environment that is not known')
