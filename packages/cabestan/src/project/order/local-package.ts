import { createHash } from 'node:crypto'
import type { VenvOrder } from '@cabestan/protocol/orders'
import { within } from '../dependencies/lists/requirements-file.ts'
import type { Requirement } from '../dependencies/reading.ts'
import { directoryOf, isAtOrBelow, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'

type Local = VenvOrder['local'][number]

export function isLocal({ from }: Requirement): boolean {
  return from === 'path'
}

/** A package in the source: when anything in it changes, another venv is made. */
export function localPackage(requirement: Requirement, tree: Tree, pythonPath: readonly string[]): Local {
  const path = localPath(requirement, tree)
  const files = tree.paths.filter((each) => isAtOrBelow(each, path))
  const isOwn = pythonPath.some((directory) => directory === path || directory === joined(path, 'src'))
  const telling = isOwn ? files.filter((each) => isPackaging(each, path)) : files
  return { path, tree: contentOf(tree, telling) }
}

/** A path from the top of the repository; it may be written relative to its own file or to the top. */
export function localPath({ url = '', place }: Requirement, tree: Tree): string {
  const written = url
    .replace(/^file:(?:\/\/)?/, '')
    .replace(/#.*$/, '')
    .replace(/\[[^\]]*\]$/, '')
  const beside = within(directoryOf(place.file), written)
  const fromTop = within('', written)
  const isThere = (path: string) => tree.paths.some((each) => isAtOrBelow(each, path))
  return [beside, fromTop].find((path) => path !== null && isThere(path)) ?? beside ?? fromTop ?? ''
}

/**
 * The project itself (`-e .`): its code is imported from the release's own source, which comes first on the path,
 * so that only what its metadata is made of decides. Otherwise each commit would have a venv of its own.
 */
function isPackaging(file: string, directory: string): boolean {
  return ['pyproject.toml', 'setup.py', 'setup.cfg'].some((name) => file === joined(directory, name))
}

function contentOf(tree: Tree, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const entry = tree.entry(path)
    hash.update(`${entry?.object ?? tree.text(path) ?? ''} ${entry?.executable ?? false} ${path}\n`)
  }
  return hash.digest('hex')
}
