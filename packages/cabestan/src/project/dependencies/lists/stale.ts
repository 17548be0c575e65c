import { satisfies, valid } from '@renovatebot/pep440'
import type { Lock } from './lock.ts'
import type { Manifest } from './manifest.ts'
import { holds } from './marker.ts'
import type { Wanted } from './requirements-file.ts'

/** Requirements that are not in the lock, or there in a version that does not match: the lock is older. */
export function staleIn(lock: Lock, roots: readonly Wanted[]): Manifest['stale'] {
  return roots.flatMap(({ name, specifier, from, marker, place }) => {
    if (from !== 'index' || !holds(marker, { python: null })) return []
    const versions = lock.get(name)
    if (versions === undefined) return marker === '' ? [{ name, place }] : []
    const fits = versions.some(
      ({ version }) =>
        !valid(version) || specifier === '' || satisfies(version, specifier, { prereleases: true }),
    )
    return fits ? [] : [{ name, place }]
  })
}
