import { lt, valid } from '@renovatebot/pep440'
import type { Place } from '../../answer.ts'
import type { DependencySource } from '../reading.ts'
import { bringsDjango } from './django-packages.ts'
import { type Lock, reached, wantedFromLock } from './lock.ts'
import { holds, type Target } from './marker.ts'
import type { RequirementsFile, Wanted } from './requirements-file.ts'
import type { Unread } from './setup-stated.ts'

/** One way in which a project says what it depends on. */
export interface Manifest {
  readonly source: DependencySource
  /** In the order in which an installer reads them; the first stands for all. */
  readonly files: readonly string[]
  /** Files of the same kind that were not used: `requirements/dev.txt`. */
  readonly others: readonly string[]
  readonly groups: readonly string[]
  /** What the project itself asks for, in production. */
  readonly roots: readonly Wanted[]
  /** The versions that were chosen for that and for everything it needs, where they are recorded. */
  readonly lock: Lock | null
  /** Only for requirements files. */
  readonly requirements: readonly RequirementsFile[]
  /** Where the project's requirements differ from its lock. */
  readonly stale: readonly { readonly name: string; readonly place: Place }[]
  /** Other requirements that cannot be known. */
  readonly unread: readonly Unread[]
}

/** Everything that is installed on this Python. */
export function packagesOf({ roots, lock, requirements }: Manifest, target: Target): readonly Wanted[] {
  const wanted = roots.filter(({ marker }) => holds(marker, target))
  if (lock !== null) return reached(lock, wanted, target).map(wantedFromLock)
  return constrained(wanted, requirements, target)
}

/** `-c` restricts versions and asks for nothing itself. */
function constrained(
  wanted: readonly Wanted[],
  requirements: readonly RequirementsFile[],
  target: Target,
): readonly Wanted[] {
  const limits = limitsIn(requirements, target)
  const byName = Map.groupBy(limits, ({ name }) => name)
  // Not asked for by anybody, but certain to come with another package, so its version is decided here.
  const comes = wanted.some(({ name }) => name === 'django')
    ? undefined
    : limits.find(({ name }) => name === 'django')
  const all =
    comes !== undefined && wanted.some(({ name }) => bringsDjango(name)) ? [...wanted, comes] : wanted
  return all.map((each) => {
    const specifiers = [each.specifier, ...(byName.get(each.name) ?? []).map(({ specifier }) => specifier)]
    return each.from === 'index'
      ? { ...each, specifier: [...new Set(specifiers.filter(Boolean))].join(',') }
      : each
  })
}

/** Versions from constraints files, for packages that may come along. */
export function limitsOf({ requirements }: Manifest, target: Target): readonly Wanted[] {
  return limitsIn(requirements, target)
}

function limitsIn(requirements: readonly RequirementsFile[], target: Target): readonly Wanted[] {
  return requirements
    .flatMap(({ constraints }) => constraints)
    .filter(({ marker, specifier }) => specifier !== '' && holds(marker, target))
}

export function isExact(specifier: string): boolean {
  return /^===?[^*,]+$/.test(specifier)
}

type Fixable = Pick<Wanted, 'from' | 'specifier'> & { readonly url?: string | null }

/** Fixed to a version, a commit, or a tag that names a version; a branch changes over time. */
export function isFixed({ from, url, specifier }: Fixable): boolean {
  if (from === 'index') return isExact(specifier)
  if (from !== 'vcs') return true
  const [, at = ''] = /@([^@/]+)$/.exec(url?.split('#')[0] ?? '') ?? []
  return /^[0-9a-f]{7,40}$|\d\.\d[^x]*$/.test(at)
}

/** Fixed to an older version, or to any of an older series: `==19.8.*`. */
export function isHeldBelow({ specifier }: Wanted, limit: string): boolean {
  const version = /^===?\s*([^*,]+?)(?:\.\*)?$/.exec(specifier)?.[1] ?? ''
  return valid(version) !== null && lt(version, limit)
}

/** `>=2.0,<2.1`: every version of the range is below the limit. */
export function endsBelow({ specifier }: Wanted, limit: string): boolean {
  const end = /(?:^|,)\s*<\s*([^,=\s]+)/.exec(specifier)?.[1] ?? ''
  return valid(end) !== null && !lt(limit, end)
}

/** A lock lists everything that is installed, in versions that were tried together. */
export function isComplete(chosen: Manifest | null): boolean {
  return (
    chosen !== null && (chosen.lock !== null || chosen.files.some((file) => file.endsWith('Pipfile.lock')))
  )
}
