import { compareSeries } from '../../runtime/series.ts'
import { hasDjango, isPinned } from '../lists/choose-manifest.ts'
import { isFixed, limitsOf, type Manifest } from '../lists/manifest.ts'
import { isPublicIndex } from '../lists/public-index.ts'
import type { Dependencies, PackageIndex } from '../reading.ts'

export function isReproducible(manifest: Manifest): boolean {
  if (manifest.lock !== null) return manifest.stale.length === 0
  return isPinned(manifest) && hasDjango(manifest) && manifest.roots.every(isFixed)
}

/**
 * From 66 on setuptools refuses versions that PEP 440 does not know, and later names that old `setup.py` import;
 * from 82 on it has no `pkg_resources`. Before 66 it does not run on Python 3.12.
 */
export function buildConstraint(django: string | null, python: string | null): string {
  const old =
    django !== null &&
    python !== null &&
    compareSeries(django, '4.0') < 0 &&
    compareSeries(python, '3.11') <= 0
  return old ? 'setuptools<66' : 'setuptools<81'
}

export function besideOf(
  chosen: Manifest | null,
  python: string | null,
): Pick<Dependencies, 'constraints' | 'indexes'> {
  const limits = chosen === null ? [] : limitsOf(chosen, { python })
  const indexes = [...(chosen?.requirements ?? []).flatMap((each) => each.indexes), ...registries(chosen)]
  return {
    ...(limits.length > 0 ? { constraints: limits.map(({ name, specifier }) => ({ name, specifier })) } : {}),
    ...(indexes.length > 0 ? { indexes } : {}),
  }
}

/** For a lock, the indexes that its packages come from, except the public one. */
function registries(chosen: Manifest | null): PackageIndex[] {
  const first = new Map<string, PackageIndex>()
  for (const { registry, place } of [...(chosen?.lock?.values() ?? [])].flat())
    if (registry !== null && !isPublicIndex(registry) && !first.has(registry))
      first.set(registry, { url: registry, option: 'extra-index-url', place })
  return [...first.values()]
}
