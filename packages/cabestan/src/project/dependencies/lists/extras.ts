import { bringsDjango } from './django-packages.ts'
import { normalised } from './names.ts'
import { isNotForProduction, isWantedExtra } from './production-words.ts'
import type { Wanted } from './requirements-file.ts'

/** The requirements of a package, and those of each of its extras. */
export interface Offered {
  readonly name: string
  readonly roots: readonly Wanted[]
  readonly extras: ReadonlyMap<string, readonly Wanted[]>
}

export interface Taken {
  readonly roots: readonly Wanted[]
  readonly groups: readonly string[]
}

/** Includes extras that production needs, and those that these name: `prod = ['shop[postgres]']`. */
export function withExtras(offered: Offered, engine: string | null): Taken {
  const { name, roots, extras } = offered
  const groups: string[] = []
  const waiting = [...extras.keys()].filter((extra) => isFor(extra, engine)).toReversed()
  waiting.push(...namedIn(offered, roots))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (groups.includes(next)) continue
    groups.push(next)
    waiting.push(...namedIn(offered, extras.get(next) ?? []))
  }
  const all = [...roots, ...groups.flatMap((extra) => boundTo(extra, extras.get(extra) ?? []))]
  return { roots: all.filter((each) => name === '' || each.name !== name), groups: groups.filter(isNamed) }
}

/**
 * setuptools writes a condition after the name: `postgres:python_version<"3"`; with no name it applies to all: `:…`.
 */
function isFor(extra: string, engine: string | null): boolean {
  const [bare = ''] = extra.split(':')
  return bare === '' ? extra !== '' : isWantedExtra(bare, engine)
}

function isNamed(extra: string): boolean {
  return !extra.startsWith(':')
}

function boundTo(extra: string, wanted: readonly Wanted[]): readonly Wanted[] {
  const [, ...condition] = extra.split(':')
  const bound = condition.join(':')
  return bound === ''
    ? wanted
    : wanted.map((each) => ({ ...each, marker: [each.marker, bound].filter(Boolean).join(' and ') }))
}

/** The package's own extras that a list names. */
function namedIn({ name, extras }: Offered, wanted: readonly Wanted[]): string[] {
  const asked = new Set(
    wanted.filter((each) => name !== '' && each.name === name).flatMap((each) => each.extras),
  )
  return [...extras.keys()].filter((extra) => asked.has(normalised(extra)))
}

/** A group with a name of its own that contains Django, and so the packages of the site itself. */
export function withDjango(
  found: Taken,
  groups: readonly (readonly [string, () => readonly Wanted[]])[],
): Taken {
  if (found.roots.some(isDjango)) return found
  for (const [group, read] of groups) {
    const roots = isNotForProduction(group) || found.groups.includes(group) ? [] : read()
    if (roots.some(isDjango)) return { roots: [...found.roots, ...roots], groups: [...found.groups, group] }
  }
  return found
}

function isDjango({ name }: Wanted): boolean {
  return name === 'django' || bringsDjango(name)
}
