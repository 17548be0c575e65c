import type { ReleaseHealth } from '../../contract/project.ts'
import type { Database } from '../database.ts'
import { listReleases } from './releases.ts'

/** The newest releases first, by when they were first seen; in each, environments with sessions come first. */
export function listReleaseHealth(
  database: Database,
  project: number,
  since: number,
): readonly ReleaseHealth[] {
  const seen = listReleases(database, project)
  const reported = sessionsOf(database, project, since)
  const silent = silentOf(
    seen.map(({ value }) => value),
    placesOf(database, project),
    reported,
  )
  const events = new Map(seen.map(({ value, events }) => [value, events]))
  const order = new Map(seen.map(({ value }, place) => [value, place]))
  return [...reported, ...silent]
    .map((row) => ({ ...row, events: events.get(row.release) ?? 0 }))
    .sort((one, other) => (order.get(one.release) ?? -1) - (order.get(other.release) ?? -1))
    .slice(0, 200)
}

type Health = Omit<ReleaseHealth, 'events'>

const withoutSessions = { sessions: 0, errored: 0, crashed: 0, abnormal: 0 }

/** For releases of which only events are known. Each is listed once even if no event named an environment. */
function silentOf(
  releases: readonly string[],
  places: ReadonlyMap<string, readonly string[]>,
  reported: readonly Health[],
): readonly Health[] {
  const told = Map.groupBy(reported, ({ release }) => release)
  return releases.flatMap((release) => {
    const known = (told.get(release) ?? []).map(({ environment }) => environment)
    const others = (places.get(release) ?? []).filter((environment) => !known.includes(environment))
    const named = known.length + others.length > 0 ? others : ['']
    return named.map((environment) => ({ ...withoutSessions, release, environment }))
  })
}

function placesOf(database: Database, project: number): ReadonlyMap<string, readonly string[]> {
  const pairs = database.all(
    database.kysely
      .selectFrom('release_environment')
      .select(['version', 'environment'])
      .where('project', '=', project)
      .orderBy('version')
      .orderBy('environment'),
  )
  const byRelease = Map.groupBy(pairs, ({ version }) => version)
  return new Map([...byRelease].map(([release, all]) => [release, all.map(({ environment }) => environment)]))
}

function sessionsOf(database: Database, project: number, since: number): readonly Health[] {
  return database.all(
    database.kysely
      .selectFrom('health')
      .select(({ fn }) => [
        'release',
        'environment',
        fn.sum<number>('sessions').as('sessions'),
        fn.sum<number>('errored').as('errored'),
        fn.sum<number>('crashed').as('crashed'),
        fn.sum<number>('abnormal').as('abnormal'),
      ])
      .where('at', '>', since - 3_600_000)
      .where('project', '=', project)
      .groupBy(['release', 'environment'])
      .orderBy(({ fn }) => fn.max('at'), 'desc')
      .orderBy('sessions', 'desc')
      .limit(200),
  )
}
