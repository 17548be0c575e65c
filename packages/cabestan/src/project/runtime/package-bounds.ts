import { lt, valid } from '@renovatebot/pep440'
import type { Locked } from '../dependencies/lists/lock.ts'
import { isExact } from '../dependencies/lists/manifest.ts'
import type { Wanted } from '../dependencies/lists/requirements-file.ts'
import type { Bound } from './python-evidence.ts'
import { failsTable, type WheelRows, wheelTable } from './wheels.table.ts'

interface PackageBounds {
  /** Nothing newer works. */
  readonly fails: readonly Bound[]
  /** Nothing newer has wheels, so it would have to be built on the server. */
  readonly wheels: readonly Bound[]
}

/** What exact versions of packages say about the Pythons that they support. */
export function packageBounds(packages: readonly Wanted[]): PackageBounds {
  const exact = packages.filter(({ from, specifier }) => from === 'index' && isExact(specifier))
  return {
    fails: exact.flatMap((each) => boundIn(failsTable, each)),
    wheels: exact.flatMap((each) => boundIn(wheelTable, each)),
  }
}

function boundIn(table: Readonly<Record<string, WheelRows>>, { name, specifier, place }: Wanted): Bound[] {
  const rows = Object.hasOwn(table, name) ? (table[name] ?? []) : []
  const version = specifier.replace(/^===?/, '')
  const row = valid(version) ? rows.find(([below]) => lt(version, below)) : undefined
  if (row === undefined) return []
  const [below, series] = row
  return [{ series, what: `${name} ${version}`, place, cure: `${name} ${below}` }]
}

/** A lock file lists the wheels of each package: only these Pythons need no compiler. */
export function lockBounds(packages: readonly Locked[]): readonly Bound[] {
  return packages.flatMap((locked) => {
    const { name, version, place } = locked
    const newest = seriesOfWheels(locked).at(-1)
    return newest === undefined ? [] : [{ series: newest, what: `${name} ${version}`, place }]
  })
}

/** The Pythons for which a lock has wheels of this package, the oldest first; empty where any will do. */
export function seriesOfWheels({ wheels }: Locked): readonly string[] {
  const minors = (wheels ?? []).flatMap((tag) => /^cp3(\d+)$/.exec(tag)?.[1] ?? []).map(Number)
  return minors.toSorted((one, other) => one - other).map((minor) => `3.${minor}`)
}
