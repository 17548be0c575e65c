import { isAtOrBelow, joined, prefixes } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import type { Project } from './reading.ts'

const names = /^(?:tests?|testing|test[_-]?(?:project|app|site|proj))$/i

/**
 * A project with which a package tests itself: below the files of a distribution, and with such a name. Nobody visits
 * it.
 */
export function isOfTests(tree: Tree, { directory }: Project, startDirectory: string): boolean {
  const isEntered = isAtOrBelow(startDirectory, directory)
  if (directory === '' || isEntered || !directory.split('/').some((name) => names.test(name))) return false
  return prefixes(directory).some((above) => above !== directory && isDistribution(tree, above))
}

function isDistribution(tree: Tree, directory: string): boolean {
  const text = (name: string) => tree.text(joined(directory, name)) ?? ''
  return (
    /\bsetup\(/.test(text('setup.py')) ||
    /^\[metadata\]/m.test(text('setup.cfg')) ||
    /^\[build-system\]/m.test(text('pyproject.toml'))
  )
}
