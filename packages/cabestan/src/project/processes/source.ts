import { parseFile } from '../python/parse/parse.ts'
import type { Module } from '../python/parse/syntax.ts'
import { isBelow, sourcePaths } from '../tree/source-paths.ts'
import type { ProcessesInput } from './input.ts'

/** Modules of the project whose text contains this, without its tests. */
export function modulesWith(input: ProcessesInput, text: RegExp): Module[] {
  return ownFiles(input)
    .filter((path) => text.test(input.tree.text(path) ?? ''))
    .flatMap((path) => parseFile(input.tree, path) ?? [])
}

function ownFiles({ tree, pythonPath }: ProcessesInput): string[] {
  return sourcePaths(tree).filter(
    (path) =>
      path.endsWith('.py') && pythonPath.some((directory) => isBelow(path, directory)) && !isTest(path),
  )
}

function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|testing|docs?|examples?)\/|(?:^|\/)(?:test_[^/]*|conftest|tests?)\.py$/.test(path)
}
