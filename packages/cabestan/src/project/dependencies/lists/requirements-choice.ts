import { directoryOf, fileNameOf, prefixes } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { bringsDjango } from './django-packages.ts'
import { deploying, type InstallerNamed } from './installers-named.ts'
import { isForProduction, isNotForProduction, wordsOf } from './production-words.ts'
import { type RequirementsFile, readRequirementsFile } from './requirements-file.ts'

/** The requirements files of one place, and those among them that production needs. */
interface RequirementsChoice {
  readonly chosen: readonly RequirementsFile[]
  readonly others: readonly string[]
}

/** The files to install, out of those of one project. */
export function chooseRequirements(
  tree: Tree,
  paths: readonly string[],
  installers: readonly InstallerNamed[],
): RequirementsChoice {
  const files = compiled(paths, installers)
    .map((path) => readRequirementsFile(tree, path))
    .filter(({ wanted, missing }) => wanted.length + missing.length > 0)
  const score = (file: RequirementsFile) => scoreOf(file, installers, files)
  // Of two files with names that mean the same, the one that includes the other is complete.
  const [first] = files.toSorted(
    (one, other) => score(other) - score(one) || other.read.length - one.read.length,
  )
  if (first === undefined) return { chosen: [], others: paths }
  const base = completion(first, files)
  const chosen = base === undefined ? [first] : [base, first]
  const read = new Set(chosen.flatMap(({ read }) => read))
  return { chosen, others: paths.filter((path) => !read.has(path)) }
}

/** A package that brings Django may be all that a site needs, unless a base file beside it names Django itself. */
function completion(
  first: RequirementsFile,
  files: readonly RequirementsFile[],
): RequirementsFile | undefined {
  if (namesDjango(first)) return undefined
  const base = baseOf(first, files)
  if (!hasDjango(first)) return base
  return base && namesDjango(base) && purposeOf(base.path) === ofBase ? base : undefined
}

function hasDjango(file: RequirementsFile): boolean {
  return namesDjango(file) || file.wanted.some(({ name }) => bringsDjango(name))
}

function namesDjango({ wanted }: RequirementsFile): boolean {
  return wanted.some(({ name }) => name === 'django')
}

/** `requirements.in` only counts if nothing was compiled from it, under whatever name. */
function compiled(paths: readonly string[], installers: readonly InstallerNamed[]): readonly string[] {
  const all = new Set(paths)
  const isCompiled = (stem: string) => compiledEnds.some((end) => all.has(`${stem}${end}`))
  const installed = installers.flatMap(({ file, weight }) =>
    file !== null && weight >= deploying && all.has(file) ? [file] : [],
  )
  return paths.filter(
    (path) =>
      !path.endsWith('.in') ||
      (!isCompiled(path.slice(0, -'.in'.length)) && (installed.length === 0 || installed.includes(path))),
  )
}

const compiledEnds = ['.txt', '.lock', '_lock.txt', '-lock.txt', '.lock.txt']

function scoreOf(
  file: RequirementsFile,
  installers: readonly InstallerNamed[],
  files: readonly RequirementsFile[],
): number {
  const weights = installers.filter((each) => each.file === file.path).map(({ weight }) => weight)
  return (
    (hasDjango(file) || standsOnAnother(file, files) ? 40 : 0) +
    purposeOf(file.path) +
    Math.max(0, ...weights) -
    2 * file.path.split('/').length -
    (file.broken.length > file.wanted.length ? 40 : 0)
  )
}

/** What its name says about its purpose; what it includes does not count. */
function purposeOf(path: string): number {
  const words = `${fileNameOf(directoryOf(path))} ${fileNameOf(path).replace(/\.(?:txt|in|pip|lock)$/i, '')}`
  if (isNotForProduction(words)) return -30
  if (isForProduction(words)) return 20
  // Compiled from a list by Rye or uv, with every version in it.
  if (/^requirements?\.lock$/i.test(fileNameOf(path))) return 12
  if (/^requirements?\.txt$/i.test(fileNameOf(path))) return 10
  return wordsOf(words).some((word) =>
    /^(?:base|common|main|core|default|all|app|install|project)$/.test(word),
  )
    ? ofBase
    : 0
}

/** How well a file's name says that others build on it. */
const ofBase = 6

function standsOnAnother(file: RequirementsFile, files: readonly RequirementsFile[]): boolean {
  return purposeOf(file.path) === 20 && baseOf(file, files) !== undefined
}

/** A production file that only lists additions builds on another one. */
function baseOf(file: RequirementsFile, files: readonly RequirementsFile[]): RequirementsFile | undefined {
  return files
    .filter((other) => other !== file && hasDjango(other) && purposeOf(other.path) >= 0)
    .filter(
      (other) =>
        prefixes(file.path).includes(directoryOf(other.path)) ||
        directoryOf(other.path).startsWith(directoryOf(file.path)),
    )
    .toSorted((one, other) => purposeOf(other.path) - purposeOf(one.path))[0]
}
