import type { Dependencies } from '../reading.ts'
import type { Wanted } from './requirements-file.ts'
import { unusable } from './unusable.table.ts'

type LeftOut = NonNullable<Dependencies['leftOut']>[number]

interface Sorted {
  readonly usable: readonly Wanted[]
  readonly leftOut: readonly LeftOut[]
}

/** What a server can install, and what only the machine that wrote the list had. */
export function withoutUnusable(packages: readonly Wanted[]): Sorted {
  const sorted = packages.map((each) => sort(each))
  return {
    usable: sorted.flatMap(({ usable }) => usable ?? []),
    leftOut: sorted.flatMap(({ leftOut }) => leftOut ?? []),
  }
}

function sort(wanted: Wanted): { readonly usable?: Wanted; readonly leftOut?: LeftOut } {
  const { name, place, url } = wanted
  const why = wanted.from === 'index' ? unusable.get(name) : undefined
  if (why !== undefined) return { leftOut: { name, why, place } }
  if (!isOfAnotherMachine(wanted)) return { usable: wanted }
  // Conda freezes the directory in which it built a package: its name is all that is of use.
  if (name !== '' && !wanted.editable) return { usable: { ...wanted, from: 'index', url: null } }
  return { leftOut: { name: name === '' ? (url ?? '') : name, why: 'local-path', place } }
}

function isOfAnotherMachine({ from, url }: Wanted): boolean {
  return from === 'path' && /^(?:file:)?(?:\/|[A-Za-z]:[\\/])/.test(url ?? '')
}
