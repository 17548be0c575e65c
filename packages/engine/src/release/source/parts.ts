import { CabestanError } from '@cabestan/protocol/failures'
import type { Source } from '@cabestan/protocol/orders'
import type { Repository } from './git.ts'
import { entriesAt } from './tree.ts'

export type Part = Source['parts'][number]

/** The commit at the top, and those of submodules at their paths; what contains comes before what is in it. */
export function inOrder(parts: readonly Part[]): Part[] {
  return parts.toSorted((one, other) => depthOf(one.path) - depthOf(other.path))
}

/** The part that a path belongs to, and its way from there. */
export function partOf(parts: readonly Part[], path: string): { part: Part; inside: string } | null {
  const above = inOrder(parts).findLast((part) => part.path === '' || path.startsWith(`${part.path}/`))
  if (!above) return null
  return { part: above, inside: above.path === '' ? path : path.slice(above.path.length + 1) }
}

/**
 * A submodule stands where the commit above it says so, and nowhere else: so its files land below real
 * directories, never behind a link.
 */
export async function assertParts(repository: Repository, parts: readonly Part[]): Promise<void> {
  for (const part of inOrder(parts).slice(1)) {
    const above = partOf(
      parts.filter((each) => each !== part),
      part.path,
    )
    const entries = above ? await entriesAt(repository, above.part.commit, [above.inside]) : new Map()
    const entry = entries.get(above?.inside ?? '')
    if (entry?.type !== 'submodule' || entry.object !== part.commit)
      throw new CabestanError('source.incomplete', { commit: part.commit.slice(0, 7), path: part.path })
  }
}

function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length
}
