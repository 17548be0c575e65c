import { isAtOrBelow, isBelow, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { isAside, ownSites } from './build.ts'
import { type PackageFile, packageFiles } from './package-file.ts'
import type { FrontEnd } from './reading.ts'

/** They draw pages in a browser; whether in Django's or in a site of their own, the page beside them tells. */
const drawing = /^(react-dom|vue|svelte|solid-js|preact|@angular\/core)$/

/** Telephones, not visitors with a browser. */
const ofPhones = /^(expo|react-native|@ionic\/.*|@capacitor\/core)$/

/** The package.json of front ends that Django serves nothing of: a React or an Angular beside its interface. */
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

/** Of a theme among the static files. */
function isCopy({ directory }: PackageFile): boolean {
  return /(^|\/)(static\w*|assets|vendors?|media)(\/|$)/.test(directory)
}

function isServed({ directory, file: own }: PackageFile, frontEnd: FrontEnd | null): boolean {
  if (frontEnd?.others?.includes(own)) return true
  const of = frontEnd?.places.some(({ file }) => file.endsWith('package.json')) ? frontEnd.directory : null
  return of !== null && isAtOrBelow(directory, of)
}
