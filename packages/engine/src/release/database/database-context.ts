import type { Inside } from '../command.ts'
import type { ReleaseContext } from '../context.ts'
import type { Places } from '../places.ts'

/** What work on a database needs to know of a release, both on the way forward and on the way back. */
export type DatabaseContext = Pick<
  ReleaseContext,
  'host' | 'order' | 'places' | 'release' | 'live' | 'note' | 'output' | 'made'
>

export function insideOf({ host, places, release }: DatabaseContext): Inside {
  return { host, user: places.name, release }
}

/** The name under which this work is listed in PostgreSQL's pg_stat_activity. */
export function workName({ places, release }: DatabaseContext): string {
  return `${workNames(places)}${release.number}`
}

/** The prefix that the names of all releases share. */
export function workNames({ name }: Places): string {
  return `cabestan ${name} `
}
