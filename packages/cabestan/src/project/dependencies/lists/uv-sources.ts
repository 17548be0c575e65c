import { posix } from 'node:path'
import { directoryOf, fileNameOf, prefixes } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { at, list, text, tomlOf } from './documents.ts'
import { normalised } from './names.ts'
import { vcsUrl } from './poetry.ts'
import type { Wanted } from './requirements-file.ts'

type Source = Pick<Wanted, 'from' | 'url' | 'specifier'>

/**
 * `[tool.uv.sources]`, of the project or of the workspace around it: where a package is taken from instead of the
 * index, on which anybody may have put another one of that name.
 */
export function uvSource(
  { tree, path, document }: { readonly tree: Tree; readonly path: string; readonly document: unknown },
  name: string,
): Source | null {
  const source =
    sourceIn(document, name) ?? around(tree, path).flatMap((each) => sourceIn(each, name) ?? [])[0]
  const local =
    text(at(source, 'path')) ?? (at(source, 'workspace') === true ? member(tree, path, name) : null)
  if (local !== null)
    return { from: 'path', url: /^\.{0,2}\//.test(local) ? local : `./${local}`, specifier: '' }
  const git = vcsUrl(source)
  if (git !== null) return { from: 'vcs', url: git, specifier: '' }
  const url = text(at(source, 'url'))
  return url === null ? null : { from: 'url', url, specifier: '' }
}

function sourceIn(document: unknown, name: string): unknown {
  const sources = at(document, 'tool', 'uv', 'sources')
  const [, found] = Object.entries(sources ?? {}).find(([key]) => normalised(key) === name) ?? []
  // If there are several, each has a marker; a server uses the first that is not meant for another system.
  return list(found)[0] ?? found
}

function around(tree: Tree, path: string): unknown[] {
  const directory = directoryOf(path)
  const above = directory === '' ? [] : prefixes(directory)
  return above.map((each) => tomlOf(tree, posix.join(each, 'pyproject.toml')))
}

/** Another package of the repository, by its own name. */
function member(tree: Tree, path: string, name: string): string | null {
  const found = tree.paths.find(
    (each) =>
      fileNameOf(each) === 'pyproject.toml' &&
      each !== path &&
      normalised(text(at(tomlOf(tree, each) ?? {}, 'project', 'name')) ?? '') === name,
  )
  return found === undefined ? null : posix.relative(directoryOf(path), directoryOf(found))
}
