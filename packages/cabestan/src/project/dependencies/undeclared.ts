import { isRequirementsFile } from '../tree/requirements-file-name.ts'
import type { Tree } from '../tree/tree.ts'
import { fileNameOf } from '../where/source-paths.ts'
import { distributionsByModule } from './distributions.table.ts'
import { at, table, tomlOf } from './documents.ts'
import { alternatives, bringers, developmentApplications } from './kinship.table.ts'
import type { Foreign } from './modules.ts'
import { normalised } from './names.ts'
import type { AddedWhy } from './reading.ts'
import { readRequirementsFile, type Wanted } from './requirements-file.ts'

interface Undeclared {
  readonly name: string
  readonly why: AddedWhy
  readonly place: Foreign['place']
}

interface Declared {
  readonly packages: readonly Wanted[]
  /** The list is complete: what others bring stands in it too. */
  readonly complete: boolean
  /** Named anywhere in the repository, for development and tests too. */
  readonly elsewhere: ReadonlySet<string>
}

/** What production cannot do without and nothing declares; certain only of what the table of distributions knows. */
export function undeclared(
  applications: readonly Foreign[],
  imported: readonly Foreign[],
  declared: Declared,
): readonly Undeclared[] {
  const installed = applications
    .filter(({ distribution }) => !developmentApplications.has(distribution))
    .map((each) => ({ ...each, why: 'installed-app' as const }))
  const needed = imported
    .filter(({ atStart }) => atStart)
    .filter(({ distribution, place }) => isCertain(place.file) || !declared.elsewhere.has(distribution))
    .map((each) => ({ ...each, why: 'imported' as const }))
  const missing = [...installed, ...needed].filter((each) => each.known && !isPresent(each, declared))
  const first = Map.groupBy(missing, ({ distribution }) => distribution)
  return [...first].flatMap(([name, several]) =>
    several.slice(0, 1).map(({ why, place }) => ({ name, why, place })),
  )
}

/** Applications that are neither in git nor brought by anything that is named: Django stops at the first of them. */
export function nowhere(
  applications: readonly Foreign[],
  declared: Declared,
  paths: readonly string[],
): readonly Foreign[] {
  const missing = applications.filter(
    (each) => !each.known && !isPresent(each, declared) && !isPartOf(each, declared.packages),
  )
  // Of a package elsewhere, git may still have the static files that were collected, or templates of one's own.
  const python = missing.length > 0 ? paths.filter((path) => path.endsWith('.py')) : []
  const names = new Set(python.flatMap((path) => path.replace(/\.py$/, '').split('/')))
  return missing.filter(({ module }) => !names.has(module.split('.')[0] ?? ''))
}

/** `cmsplugin_filer_image` comes with cmsplugin-filer. */
function isPartOf({ module }: Foreign, packages: readonly Wanted[]): boolean {
  const name = module.toLowerCase().replace(/[^a-z0-9]/g, '')
  const cores = packages.map((each) => each.name.replace(/^django-/, '').replaceAll('-', ''))
  return cores.some((core) => core.length > 4 && name.startsWith(core))
}

/** What each of them brings is in the table, so that nothing else comes with them. */
export function areAllKnown(packages: readonly { readonly name: string }[]): boolean {
  return packages.every(({ name }) => knownDistributions.has(name))
}

const knownDistributions = new Set(distributionsByModule.values())

/** Loaded by Django itself, whatever the project does. */
function isCertain(file: string): boolean {
  return /^(?:models|admin|apps|urls|wsgi|asgi|settings|base|production|prod|__init__)\.py$/.test(
    fileNameOf(file),
  )
}

/** Forks and bundles have names of their own, in which the module's name still stands. */
function isPresent({ distribution, module }: Foreign, { packages, complete }: Declared): boolean {
  const names = packages.map(({ name }) => name)
  const others = alternatives[distribution] ?? []
  const parents = complete ? [] : (bringers[distribution] ?? [])
  if ([distribution, ...others, ...parents].some((name) => names.includes(name))) return true
  if (packages.some(({ extras }) => extras.includes(distribution))) return true
  const core = coreOf(module, distribution)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return core.length > 2 && names.some((name) => name.replaceAll('-', '').includes(core))
}

/** The first name of `haystack.backends.whoosh_backend` says nothing about Whoosh. */
function coreOf(module: string, distribution: string): string {
  const [top = ''] = module.split('.')
  return distributionsByModule.get(top) === distribution || module === top ? top : distribution
}

/** Every distribution that some file of the repository names. */
export function namedAnywhere(tree: Tree, paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => [...namesIn(tree, path)]))
}

function namesIn(tree: Tree, path: string): readonly string[] {
  if (isRequirementsFile(path)) return readRequirementsFile(tree, path).wanted.map(({ name }) => name)
  if (fileNameOf(path) === 'Pipfile')
    return Object.keys(table(at(tomlOf(tree, path), 'dev-packages'))).map(normalised)
  return fileNameOf(path) === 'pyproject.toml' ? groupNames(tomlOf(tree, path)) : []
}

function groupNames(document: unknown): readonly string[] {
  const poetry = at(document, 'tool', 'poetry')
  const groups = Object.values(table(at(poetry, 'group'))).map((group) => at(group, 'dependencies'))
  const keyed = [at(poetry, 'dev-dependencies'), ...groups].flatMap((each) => Object.keys(table(each)))
  const lists = [
    at(document, 'dependency-groups'),
    at(document, 'project', 'optional-dependencies'),
    at(document, 'tool', 'uv'),
  ]
  const stated = lists
    .flatMap((each) => Object.values(table(each)).flat())
    .filter((each) => typeof each === 'string')
  return [...keyed, ...stated.flatMap((each) => /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(each)?.[0] ?? [])].map(
    normalised,
  )
}
