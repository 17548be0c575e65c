import { isAtOrBelow, isBelow, joined, prefixes } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { builtDirectories } from './built-directories.ts'
import { findModule } from './modules.ts'
import type { Project } from './reading.ts'

/** Directories with a project for experiments, tests or copying, rather than the site. */
const besides =
  /^(?:examples?|samples?|demos?|demo[_-]?project|sandbox|playground|tests?|test[_-]?(?:project|app|site|proj)|testing|docs?|documentation|tutorials?|templates?|(?:project|app)[_-]template|skeleton|fixtures|bench(?:mark)?s?|contrib|old|backup|bak|archive|archived|deprecated|legacy|\.[\w-]+)$|^(?:lectures?|lessons?|exercises?|exercices?|homeworks?)(?:[_-]|\d|$)|example|\{\{|\bcopy\b/i

interface From {
  readonly startDirectory: string
  readonly built: readonly string[]
}

/** The lower, the likelier it is the site. */
interface Weight {
  readonly beside: number
  readonly elsewhere: number
  readonly unresolved: number
  /** Images are built from others, and from this one none. */
  readonly unbuilt: number
  readonly depth: number
}

export function ranked(tree: Tree, projects: readonly Project[], startDirectory: string): Project[] {
  const from: From = { startDirectory, built: projects.length > 1 ? builtDirectories(tree) : [] }
  return projects.toSorted((a, b) => compare(weight(tree, a, from), weight(tree, b, from)))
}

/** Whether the first is likelier for a reason, and not only by the alphabet or the depth of its directory. */
export function isClearlyLikelier(
  tree: Tree,
  [first, second]: readonly Project[],
  startDirectory: string,
): boolean {
  if (!first) return false
  if (!second) return true
  const from: From = { startDirectory, built: builtDirectories(tree) }
  const [one, other] = [weight(tree, first, from), weight(tree, second, from)]
  return (
    compare({ ...one, depth: 0 }, { ...other, depth: 0 }) < 0 || isBelow(second.directory, first.directory)
  )
}

function isBeside(directory: string): boolean {
  return directory.split('/').some((segment) => besides.test(segment))
}

function weight(tree: Tree, project: Project, { startDirectory, built }: From): Weight {
  const { directory } = project
  return {
    elsewhere: startDirectory === '' || isNear(directory, startDirectory) ? 0 : 1,
    beside: isBeside(directory) ? 1 : 0,
    unresolved: namesNothing(tree, project) ? 1 : 0,
    unbuilt: isBuilt(directory, built) ? 0 : 1,
    depth: directory === '' ? 0 : directory.split('/').length,
  }
}

/** From the top everything could be built, so only the project at the top is meant. */
function isBuilt(directory: string, built: readonly string[]): boolean {
  return built.some((from) => directory === from || (from !== '' && isBelow(directory, from)))
}

function isNear(directory: string, startDirectory: string): boolean {
  return isAtOrBelow(directory, startDirectory) || isBelow(startDirectory, directory)
}

function compare(a: Weight, b: Weight): number {
  return (
    a.elsewhere - b.elsewhere ||
    a.beside - b.beside ||
    a.unresolved - b.unresolved ||
    a.unbuilt - b.unbuilt ||
    a.depth - b.depth
  )
}

/** Its settings are nowhere near: it is a remnant, or git does not have all of it. */
function namesNothing(tree: Tree, { directory, settingsNamed }: Project): boolean {
  const directories = [directory, joined(directory, 'src'), ...prefixes(directory)]
  return !settingsNamed.some(({ module }) => findModule(tree, directories, module) !== null)
}
