import { isAtOrBelow, isBelow, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { isAside, ownSites } from './build.ts'
import { type PackageFile, packageFiles } from './package-file.ts'
import type { FrontEnd } from './reading.ts'

/**
 * Libraries that render pages in a browser. The page beside them tells whether inside Django or on a site of their
 * own.
 */
const drawing = /^(react-dom|vue|svelte|solid-js|preact|@angular\/core)$/

/** For phone apps, not for visitors with a browser. */
const ofPhones = /^(expo|react-native|@ionic\/.*|@capacitor\/core)$/

/** The package.json of front ends of which Django serves nothing: a React or Angular site that uses its API. */
export function sitesBeside(tree: Tree, frontEnd: FrontEnd | null): string[] {
  const sites = packageFiles(tree).filter(
    (file) => isSite(tree, file) && !isAside(file) && !isCopy(file) && !isServed(file, frontEnd),
  )
  const isInner = (one: PackageFile) => sites.some((other) => isBelow(one.directory, other.directory))
  return sites.filter((one) => one.directory === '' || !isInner(one)).map(({ file }) => file)
}

function isSite(tree: Tree, { scripts, packages, directory }: PackageFile): boolean {
  const names = [...packages]
  if (names.some((name) => ofPhones.test(name)) || !('build' in scripts || 'start' in scripts)) return false
  if (names.some((name) => ownSites.test(name))) return true
  return names.some((name) => drawing.test(name)) && tree.entry(joined(directory, 'index.html')) !== undefined
}

/** Part of a theme among the static files. */
function isCopy({ directory }: PackageFile): boolean {
  return /(^|\/)(static\w*|assets|vendors?|media)(\/|$)/.test(directory)
}

function isServed({ directory, file: own }: PackageFile, frontEnd: FrontEnd | null): boolean {
  if (frontEnd?.others?.includes(own)) return true
  const of = frontEnd?.places.some(({ file }) => file.endsWith('package.json')) ? frontEnd.directory : null
  return of !== null && isAtOrBelow(directory, of)
}
