import { at, table, text, yamlOf } from '../dependencies/lists/documents.ts'
import { normalised, posixJoin } from '../python/posix-path.ts'
import { directoryOf, fileNameOf, isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'

/**
 * Directories that compose builds its images from. A file that lies in what it builds speaks of that alone: in a course
 * of many projects one has containers of its own, and is not more the site than the others.
 */
export function builtDirectories(tree: Tree): string[] {
  const files = sourcePaths(tree).filter((path) =>
    /^(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(fileNameOf(path)),
  )
  return files.slice(0, 20).flatMap((file) =>
    Object.values(table(at(yamlOf(tree, file), 'services'))).flatMap((service) => {
      const build = at(service, 'build')
      const from = text(build) ?? text(at(build, 'context'))
      const built = normalised(posixJoin(directoryOf(file), from ?? '')).replace(/^\.$/, '')
      return from === null || (built !== '' && isBelow(file, built)) ? [] : [built]
    }),
  )
}
