import { satisfies } from '@renovatebot/pep440'
import type { Dependencies } from '../project/dependencies/reading.ts'
import type { Release } from './releases.ts'

/**
 * Constraints for uv, so that a version which the project leaves open is not too new for what the server has. A version
 * that was written down or locked is the owner's word and stays.
 */
export function constraintsOn(
  { tooNew = {} }: Release,
  { packages, added, complete }: Pick<Dependencies, 'packages' | 'added' | 'complete'>,
): string[] {
  if (complete === true || packages.some(({ hashes }) => hashes !== undefined)) return []
  const named = [...packages, ...added].filter(({ name }) => Object.hasOwn(tooNew, name))
  if (named.length === 0 || named.some((each) => wantsNewer(each.specifier, tooNew[each.name] ?? '')))
    return []
  return Object.entries(tooNew).map(([name, from]) => `${name}<${from}`)
}

/** Versions in a specifier that exclude anything older: `5.7` of `>=5.7,<6`. */
const lowerBound = /(?:===?|~=|>=?)\s*([0-9][0-9a-z.]*?)(?:\.\*)?(?=[\s,;]|$)/gi

function wantsNewer(specifier: string, from: string): boolean {
  const versions = [...specifier.matchAll(lowerBound)].map(([, version = '']) => version)
  return versions.some((version) => satisfies(version, `>=${from}`))
}
