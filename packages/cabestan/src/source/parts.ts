import { CabestanError } from '@cabestan/protocol/failures'
import { gitOutput } from '../project/tree/git.ts'
import { type Listed, parseListing } from '../project/tree/listing.ts'
import { checkedOutSubmodule, isNamedSubmodule } from '../project/tree/submodule.ts'

/** A commit whose files a release needs: the one at the top, or that of a submodule at its path. */
export interface LocalPart {
  readonly path: string
  readonly commit: string
  /** A working copy whose repository has the commit. */
  readonly directory: string
  readonly listed: readonly Listed[]
}

export interface PartsQuestion {
  /** The directory of the working copy. */
  readonly top: string
  readonly commit: string
  /** The server fetches submodules itself, so those that are missing here do not matter. */
  readonly fetched: boolean
  /** Paths of submodules that a release can do without if they are missing here. */
  readonly spare: readonly string[]
}

/** A repository that contains itself would never end. */
const deepest = 8
const listingLimit = 256 * 1024 * 1024

/** The commit and those of all its submodules; each comes before what it contains. */
export async function localParts({ top, commit, fetched, spare }: PartsQuestion): Promise<LocalPart[]> {
  const parts: LocalPart[] = []
  const waiting: Place[] = [{ path: '', commit, directory: top, depth: 0 }]
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    const { depth, ...part } = place
    const listed = await listingOf(place)
    parts.push({ ...part, listed })
    const submodules = depth < deepest ? listed.filter(({ type }) => type === 'submodule') : []
    for (const submodule of submodules)
      waiting.push(...(await inside(place, submodule, (path) => fetched || spare.includes(path))))
  }
  return parts
}

interface Place {
  readonly path: string
  readonly commit: string
  readonly directory: string
  readonly depth: number
}

async function listingOf({ directory, commit }: Place): Promise<Listed[]> {
  const argv = ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]
  return parseListing(await gitOutput(directory, argv, { limit: listingLimit }))
}

/**
 * Null where it cannot be found. A submodule that `.gitmodules` does not name is an empty directory for everybody.
 */
async function inside(
  place: Place,
  submodule: Listed,
  isSpared: (path: string) => boolean,
): Promise<Place[]> {
  const path = place.path === '' ? submodule.path : `${place.path}/${submodule.path}`
  const directory = await checkedOutSubmodule(place.directory, submodule)
  if (directory !== null) return [{ path, commit: submodule.object, directory, depth: place.depth + 1 }]
  if (isSpared(path) || !(await isNamedSubmodule(place, submodule))) return []
  throw new CabestanError('source.submodule', { path, commit: submodule.object.slice(0, 7) })
}
