import type { Place } from '../../answer.ts'
import type { Requirement } from '../reading.ts'
import { holds, type Target } from './marker.ts'
import { normalised } from './names.ts'
import type { Wanted } from './requirements-file.ts'

/** What a lock file says about one version of a package. */
export interface Locked {
  readonly name: string
  readonly version: string
  readonly from: Requirement['from']
  readonly url: string | null
  /** The Pythons and systems that this version of the package is for. */
  readonly markers: readonly string[]
  readonly dependencies: readonly Wants[]
  readonly extras: ReadonlyMap<string, readonly Wants[]>
  /** Tags of Python for which wheels exist (`cp311`), or null where any Python will do or nothing is said. */
  readonly wheels: readonly string[] | null
  /** `sha256:…` of each of its files. */
  readonly hashes: readonly string[]
  /** The index that it comes from, where the lock says so. */
  readonly registry: string | null
  readonly place: Place
}

export interface Wants {
  readonly name: string
  readonly extras: readonly string[]
  readonly marker: string
}

export type Lock = ReadonlyMap<string, readonly Locked[]>

export function lockOf(packages: readonly Locked[]): Lock {
  return Map.groupBy(packages, ({ name }) => name)
}

/** What is installed for these requirements: everything that they need, in the locked versions. */
export function reached(lock: Lock, roots: readonly Wants[], target: Target): readonly Locked[] {
  const found = new Set<Locked>()
  const seen = new Set<string>()
  const waiting = [...roots]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!holds(next.marker, target)) continue
    for (const locked of chosen(lock, next.name, target)) {
      if (!found.has(locked)) waiting.push(...locked.dependencies)
      found.add(locked)
      for (const extra of next.extras) {
        const key = `${locked.name}[${extra}]`
        if (!seen.has(key)) waiting.push(...(locked.extras.get(normalised(extra)) ?? []))
        seen.add(key)
      }
    }
  }
  return [...found].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** A lock may contain several versions of a package, one for each range of Python. */
function chosen(lock: Lock, name: string, target: Target): readonly Locked[] {
  const versions = lock.get(normalised(name)) ?? []
  const fits = (of: Target) =>
    versions.find(({ markers }) => markers.length === 0 || markers.some((each) => holds(each, of)))
  const fitting = fits({ ...target, newest: true }) ?? fits(target)
  return fitting ? [fitting] : []
}

export function wantedFromLock({ name, version, from, url, hashes, place }: Locked): Wanted {
  const specifier = from === 'index' && version !== '' ? `==${version}` : ''
  return {
    ...{ name, specifier, extras: [], from, place, marker: '', url, editable: false },
    ...(hashes.length > 0 ? { hashes } : {}),
  }
}

/** `cp311` from each wheel's file name; null where one is for any Python 3, or where there are none. */
export function wheelTags(files: readonly string[]): readonly string[] | null {
  const wheels = files.filter(
    (file) => file.endsWith('.whl') && /-(?:any|manylinux|musllinux|linux)/.test(file),
  )
  const tags = new Set(wheels.flatMap((file) => file.split('-').at(-3)?.split('.') ?? []))
  if (tags.size === 0 || [...tags].some((tag) => tag.startsWith('py'))) return null
  return wheels.some((file) => file.includes('-abi3-')) ? null : [...tags]
}
