import { isExact, isHeldBelow } from '../lists/manifest.ts'
import { normalised } from '../lists/names.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { Dependencies } from '../reading.ts'
import { companions } from './compatible.table.ts'
import { strangers } from './strangers.table.ts'
import { unusable } from './unusable.table.ts'

type LeftOut = NonNullable<Dependencies['leftOut']>[number]

interface Sorted {
  readonly usable: readonly Wanted[]
  readonly leftOut: readonly LeftOut[]
}

/** Separates what a server can install from what only the machine that wrote the list had. */
export function withoutUnusable(packages: readonly Wanted[], commands: readonly string[]): Sorted {
  const sorted = packages.map((each) => {
    const why = whyAmong(each, packages)
    if (isRun(each, commands)) return { usable: each }
    return why === null ? sort(each) : { leftOut: { name: each.name, why, place: each.place } }
  })
  return {
    usable: sorted.flatMap(({ usable }) => usable ?? []),
    leftOut: sorted.flatMap(({ leftOut }) => leftOut ?? []),
  }
}

function sort(wanted: Wanted): { readonly usable?: Wanted; readonly leftOut?: LeftOut } {
  const { name, place, url } = wanted
  const why = wanted.from === 'index' ? unusable.get(name) : undefined
  if (why !== undefined) return { leftOut: { name, why, place } }
  const wheel = windowsWheel(wanted)
  // GeoDjango on Windows takes its library from there; on a server it is a package of the distribution.
  if (wheel?.name === 'gdal') return { leftOut: { name: wheel.name, why: 'windows', place } }
  if (wheel) return { usable: { ...wanted, ...wheel, from: 'index', url: null } }
  if (!isOfAnotherMachine(wanted)) return { usable: wanted }
  // Conda records the directory in which it built a package, of which only the name is useful.
  if (name !== '' && !wanted.editable) return { usable: { ...wanted, from: 'index', url: null } }
  return { leftOut: { name: name === '' ? (url ?? '') : name, why: 'local-path', place } }
}

/** A process of the project's own may be one of the servers that no page needs. */
function isRun({ name }: Wanted, commands: readonly string[]): boolean {
  return unusable.get(name) === 'web-server' && commands.some((each) => each.split(/[\s/]+/).includes(name))
}

/** Packages that others in the list make useless. */
function whyAmong(wanted: Wanted, packages: readonly Wanted[]): LeftOut['why'] | null {
  const meant = strangers[wanted.name]?.meant
  if (packages.some(({ name }) => name === meant)) return 'same-module'
  return isTooNew(wanted, packages) ? 'standard-library' : null
}

/**
 * The setuptools of the computer that made the list: beside it, an old package that imports `pkg_resources` fails.
 */
function isTooNew(wanted: Wanted, packages: readonly Wanted[]): boolean {
  if (wanted.name !== 'setuptools' || !isExact(wanted.specifier) || isHeldBelow(wanted, '81')) return false
  return companions.some(
    (each) =>
      each.name === wanted.name &&
      packages.some((other) => other.name === each.of && isHeldBelow(other, each.below)),
  )
}

/** What a wheel that was built for Windows says in its name, whatever its place. */
function windowsWheel({ url }: Wanted): Pick<Wanted, 'name' | 'specifier'> | null {
  const [, name, version] =
    /([\w.]+)-(\d[\w.!]*)[^/\\]*-win(?:32|_(?:amd|arm)64)\.whl(?:[#?]|$)/.exec(url ?? '') ?? []
  return name && version ? { name: normalised(name), specifier: `==${version}` } : null
}

function isOfAnotherMachine({ from, url }: Wanted): boolean {
  return from === 'path' && /^(?:file:)?(?:\/|[A-Za-z]:[\\/])/.test(url ?? '')
}
