import { textOf } from '../python/access.ts'
import { treePathOf } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import { fileNameOf, isAtOrBelow, isBelow, joined, prefixes } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { buildScripts, commandsOf } from './build-scripts.ts'
import { outputsOf } from './outputs.ts'
import type { PackageFile } from './package-file.ts'

/**
 * Frameworks that make a site of their own, for which Django is only the API unless the settings serve their output.
 */
export const ownSites =
  /^(next|nuxt|nuxt3|gatsby|astro|expo|react-scripts|react-native|@angular\/(cli|core)|@vue\/cli-service|@sveltejs\/kit|@remix-run\/.*|@ionic\/.*|@docusaurus\/core|vitepress|vuepress)$/

export interface Build {
  readonly file: PackageFile
  readonly scripts: readonly string[]
  readonly committed: boolean
  /** Django serves its output, through settings or out of an application. */
  readonly tied: boolean
  /** How strongly the evidence says that Django's pages need it. */
  readonly weight: number
}

export interface BuildQuestion {
  readonly tree: Tree
  /** The directory in which commands run. */
  readonly directory: string
  readonly values: ReadonlyMap<string, Value>
  /** Paths from which Django takes static files. */
  readonly served: readonly string[]
  /** For some of them an application of Django needs the list of built files: `vite`. */
  readonly bundlers: readonly string[]
}

/** The build of a package.json, unless nothing indicates that Django’s pages need it. */
export function buildOf(question: BuildQuestion, file: PackageFile): Build | null {
  const scripts = buildScripts(file)
  const isOfApp = isTailwindApp(question, file)
  if (scripts.length === 0 || (isThemes(question, file) && !isOfApp) || !isWhole(question, file, scripts))
    return null
  const outputs = outputsOf(question.tree, file, scripts)
  const tied =
    question.served.some((path) => file.directory !== '' && isAtOrBelow(path, file.directory)) ||
    outputs.some((path) => isServed(question, path)) ||
    isOfApp
  const weight = tied ? 4 : question.bundlers.length > 0 && !isAside(file) ? 3 : likelihood(question, file)
  if (weight === 0) return null
  const committed = isCommitted(question, file, outputs)
  // Of two that Django serves, the one to run is the one whose output is not in git, or whose list of files is
  // needed.
  const isAwaited = question.bundlers.some((name) => file.packages.has(name))
  const preference = nearness(question, file) + (isAwaited ? 0.3 : 0) - (committed ? 0.6 : 0)
  return { file, scripts, committed, tied, weight: weight + preference }
}

/** A theme that was copied into the static files, or collected with them, including its build tools. */
function isThemes({ served, values }: BuildQuestion, { directory }: PackageFile): boolean {
  if (directory === '') return false
  const collected = treePathOf(textOf(values.get('STATIC_ROOT')) ?? '')
  return (
    [...served, ...(collected === null ? [] : [collected])].some(
      (path) => path !== '' && isAtOrBelow(directory, path),
    ) || /(^|\/)static(\/|$)/.test(directory)
  )
}

/** The scripts that its scripts call exist too. */
function isWhole({ tree }: BuildQuestion, file: PackageFile, scripts: readonly string[]): boolean {
  const commands = commandsOf(file, scripts)
  const started = [...commands.matchAll(/\bnode (?:\.\/)?([\w/-]+\.[cm]?js)\b/g)].map(([, path = '']) => path)
  return started.every((path) => tree.entry(joined(file.directory, path)) !== undefined)
}

export function isAside({ directory }: PackageFile): boolean {
  return /(^|\/)(docs?|examples?|tests?|e2e|cypress|playwright|emails?|scripts?|\.\w+)(\/|$)/.test(directory)
}

/** A build's output is served from the settings' directories, or from the `static` directory of an application. */
function isServed({ directory, served }: BuildQuestion, output: string): boolean {
  if (served.some((path) => path !== '' && (isAtOrBelow(output, path) || isAtOrBelow(path, output))))
    return true
  return isBelow(output, directory) && /(^|\/)static(files)?(\/|$)/.test(output)
}

/** django-tailwind keeps its package.json in the application that TAILWIND_APP_NAME names. */
function isTailwindApp({ values }: BuildQuestion, { directory }: PackageFile): boolean {
  const app = textOf(values.get('TAILWIND_APP_NAME'))
  return app !== null && directory.endsWith(`${app.replaceAll('.', '/')}/static_src`)
}

/** A build beside manage.py or above it is Django's, unless it makes a site of its own. */
function likelihood(
  { directory }: BuildQuestion,
  { packages, workspaces, directory: own }: PackageFile,
): number {
  const isOwnSite = [...packages].some((name) => ownSites.test(name))
  if (isOwnSite || workspaces) return 0
  if (own === directory) return 2
  return prefixes(directory).includes(own) && directory !== '' ? 1 : 0
}

/** If there are several, the one nearest to manage.py. */
function nearness({ directory }: BuildQuestion, { directory: own }: PackageFile): number {
  if (own === directory) return 0.5
  return isBelow(own, directory) ? 0.4 - own.split('/').length / 100 : 0
}

function isCommitted(
  { tree, served }: BuildQuestion,
  { directory }: PackageFile,
  outputs: readonly string[],
): boolean {
  const inside = served.filter((path) => directory !== '' && isBelow(path, directory))
  const made = outputs.length > 0 ? outputs : inside
  return made.length > 0 && made.every((path) => isThere(tree, path))
}

/** `.gitkeep` and `.gitignore` keep a directory for output that is not built yet. */
function isThere(tree: Tree, path: string): boolean {
  return (
    tree.entry(path) !== undefined ||
    tree.paths.some((each) => each.startsWith(`${path}/`) && !/^\.git(?:keep|ignore)$/.test(fileNameOf(each)))
  )
}
