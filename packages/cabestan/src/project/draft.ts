import type { Answer, Place } from './answer.ts'
import { textOf } from './python/access.ts'
import type { Reading } from './reading.ts'

/** A line of the first cabestan.yaml, with the code of the sentence that says why it is there. */
export interface DraftEntry {
  readonly key: DraftKey
  readonly value: unknown
  readonly why: DraftReason
  readonly place: Place | null
  /** Only written as a comment: something for the owner to fill in. */
  readonly open?: true
}

type DraftKey =
  | 'directory'
  | 'settings'
  | 'python'
  | 'database'
  | 'redis'
  | 'postgres'
  | 'packages'
  | 'time_zone'
  | 'interface'
  | 'env'

export type DraftReason = 'several' | 'likeliest' | 'as-the-project' | 'wanted' | 'libraries' | 'to-fill-in'

/**
 * What of a reading differs from the defaults, or has to be confirmed. What follows by itself is not written; nor a page
 * that is guessed: of one that is named, a release asks that it answers, where else a word that it wants a login will do.
 * Of several projects the one that was chosen by the owner is written, whom every later command would ask again.
 */
export function draftOf(reading: Reading, project: string | null = null): DraftEntry[] {
  return [
    ...(project === null ? [] : [entryOfChosen(reading, project)]),
    ...guessed('settings', reading.settings.module, 'likeliest'),
    ...guessed('python', reading.python.series, 'likeliest'),
    ...databaseEntries(reading),
    ...redisEntry(reading),
    ...packagesEntry(reading),
    ...timeZoneEntry(reading),
    ...guessed('interface', reading.processes.interface, 'likeliest'),
    ...environmentEntry(reading),
  ]
}

function entryOfChosen({ where: { directory } }: Reading, value: string): DraftEntry {
  return { key: 'directory', value, why: 'several', place: directory.places[0] ?? null }
}

function guessed(key: DraftKey, answer: Answer<string>, why: DraftReason): DraftEntry[] {
  if (answer.value === null || answer.certainty !== 'guessed') return []
  return [{ key, value: answer.value, why, place: answer.places[0] ?? null }]
}

function databaseEntries({ data: { database } }: Reading): DraftEntry[] {
  const { engine, needsPostgres, extensions } = database
  const place = engine.places[0] ?? null
  if (engine.value === 'sqlite' && needsPostgres === undefined)
    return [{ key: 'database', value: 'sqlite', why: 'as-the-project', place }]
  return [
    // What its migrations require leaves no choice.
    ...(needsPostgres === undefined ? [] : [wanted('database', 'postgresql', needsPostgres)]),
    ...(extensions.length === 0 ? [] : [wanted('postgres', { extensions }, place)]),
  ]
}

function wanted(key: DraftKey, value: unknown, place: Place | null): DraftEntry {
  return { key, value, why: 'wanted', place }
}

function redisEntry({ processes: { redis } }: Reading): DraftEntry[] {
  if (redis.value !== true) return []
  return [wanted('redis', true, redis.places[0] ?? null)]
}

function packagesEntry({ dependencies: { system }, processes: { services } }: Reading): DraftEntry[] {
  const wanted = [...system.map(({ name }) => name), ...services.flatMap((service) => service.package ?? [])]
  if (wanted.length === 0) return []
  const names = [...new Set(wanted)].sort()
  return [{ key: 'packages', value: names, why: 'libraries', place: null }]
}

/** Django's own default is Chicago, which says nothing about where the owner lives. */
function timeZoneEntry({ settings: { values } }: Reading): DraftEntry[] {
  const value = values.get('TIME_ZONE')
  const zone = value === undefined ? null : textOf(value)
  if (zone === null || zone === 'UTC' || zone === 'America/Chicago') return []
  return [{ key: 'time_zone', value: zone, why: 'as-the-project', place: value?.place ?? null }]
}

/**
 * Secrets never stand in a file that goes into git, so `check` asks for them. Values about mail come from `mail:`.
 */
function environmentEntry({ environment, answered }: Reading): DraftEntry[] {
  const open = environment.filter(
    ({ name, role, secret }) => !secret && !/^email/.test(role) && answered?.wanted.includes(name),
  )
  if (open.length === 0) return []
  const value = Object.fromEntries(open.map(({ name }) => [name, '']))
  return [{ key: 'env', value, why: 'to-fill-in', place: open[0]?.places[0] ?? null, open: true }]
}
