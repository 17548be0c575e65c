import type { Inside } from '../command.ts'
import type { ReleaseContext } from '../context.ts'
import type { Places } from '../places.ts'

/** What work on a database needs of a release, also when the way leads back. */
export type DatabaseContext = Pick<
  ReleaseContext,
  'host' | 'order' | 'places' | 'release' | 'live' | 'note' | 'output' | 'made'
>

export function insideOf({ host, places, release }: DatabaseContext): Inside {
  return { host, user: places.name, release }
}

/** Under which it is found in PostgreSQL's list of who does what. */
export function workName({ places, release }: DatabaseContext): string {
  return `${workNames(places)}${release.number}`
}

/** What those of all releases begin with. */
export function workNames({ name }: Places): string {
  return `cabestan ${name} `
}
