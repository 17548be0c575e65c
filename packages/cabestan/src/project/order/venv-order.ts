import { CabestanError } from '@cabestan/protocol/failures'
import type { VenvOrder } from '@cabestan/protocol/orders'
import { isPublicIndex } from '../dependencies/lists/public-index.ts'
import type { Dependencies, PackageIndex, Requirement } from '../dependencies/reading.ts'
import type { Reading } from '../reading.ts'
import type { Tree } from '../tree/tree.ts'
import { isLocal, localPackage } from './local-package.ts'
import { requirementLine } from './requirement-line.ts'

/**
 * What uv is given, line by line: the packages that were read, because a file may name what no server can have. Of what
 * they leave open, this server has bounds of its own.
 */
export function venvOrder(
  { dependencies, python, where }: Reading,
  tree: Tree,
  bounds: readonly string[] = [],
): VenvOrder {
  if (python.series.value === null) throw new CabestanError('python.unavailable', { series: '' })
  const { packages, added, constraints = [], buildConstraints = [], indexes = [] } = dependencies
  const beside = added.map(({ name, specifier }) => `${name}${specifier}`)
  return {
    python: python.series.value,
    requirements: packages.map((each) => requirementLine(each, tree)),
    beside,
    constraints: [...constraints.map(({ name, specifier }) => `${name}${specifier}`), ...bounds],
    buildConstraints: [...buildConstraints],
    complete: dependencies.complete === true,
    hashed: beside.length === 0 && packages.length > 0 && packages.every(hasHashes),
    indexes: indexes.flatMap(indexLine),
    local: packages.filter(isLocal).map((each) => localPackage(each, tree, where.pythonPath)),
  }
}

/**
 * Packages that nobody declared: they were read from the imports of the code. What has the name of a module need
 * not be what its author meant, so somebody has to approve them before anything of theirs runs.
 */
export function packagesToApprove({ source, packages }: Dependencies): readonly string[] {
  return source.value === 'imports' ? packages.map(({ name, specifier }) => `${name}${specifier}`) : []
}

function hasHashes({ hashes }: Requirement): boolean {
  return hashes !== undefined
}

/** The public index stands for the server's own default, which in a company is a mirror. */
function indexLine({ url, option }: PackageIndex): string[] {
  return option !== 'find-links' && isPublicIndex(url) ? [] : [`--${option} ${url}`]
}
