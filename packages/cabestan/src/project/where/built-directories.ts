import { at, table, text, yamlOf } from '../dependencies/documents.ts'
import { joined, normalised } from '../python/posix-path.ts'
import { directoryOf, fileNameOf, sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'

/** Directories that compose builds its images from. */
export function builtDirectories(tree: Tree): string[] {
  const files = sourcePaths(tree).filter((path) =>
    /^(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(fileNameOf(path)),
  )
  return files.slice(0, 20).flatMap((file) =>
    Object.values(table(at(yamlOf(tree, file), 'services'))).flatMap((service) => {
      const build = at(service, 'build')
      const from = text(build) ?? text(at(build, 'context'))
      return from === null ? [] : [normalised(joined(directoryOf(file), from)).replace(/^\.$/, '')]
    }),
  )
}
