import { alternatives, bringers, developmentApplications } from '../installed/kinship.table.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { AddedWhy } from '../reading.ts'
import { distributionsByModule } from './distributions.table.ts'
import type { Foreign } from './modules.ts'

interface Undeclared {
  readonly name: string
  readonly specifier: string
  readonly why: AddedWhy
  readonly place: Foreign['place']
}

interface Declared {
  readonly packages: readonly Wanted[]
  /** The list is complete: it includes what other packages bring. */
  readonly complete: boolean
  /** Everything that the repository names anywhere, also for development and tests, with its version. */
  readonly elsewhere: ReadonlyMap<string, string>
  /** Files that a production process certainly loads. */
  readonly loaded: ReadonlySet<string>
}

/**
 * What production cannot do without and nothing declares; certain only of what the table of distributions knows, or
 * what another list of the project names.
 */
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
    .filter(
      ({ distribution, place }) => declared.loaded.has(place.file) || !declared.elsewhere.has(distribution),
    )
    .map((each) => ({ ...each, why: 'imported' as const }))
  const missing = [...installed, ...needed].filter(
    (each) => (each.known || declared.elsewhere.has(each.distribution)) && !isPresent(each, declared),
  )
  const first = Map.groupBy(missing, ({ distribution }) => distribution)
  return [...first].flatMap(([name, several]) =>
    several
      .slice(0, 1)
      .map(({ why, place }) => ({ name, specifier: declared.elsewhere.get(name) ?? '', why, place })),
  )
}

/** Applications that are neither in git nor in any package that is named: Django stops at the first of them. */
export function nowhere(
  applications: readonly Foreign[],
  declared: Declared,
  paths: readonly string[],
): readonly Foreign[] {
  const missing = applications.filter(
    (each) =>
      !each.known &&
      // Another list names it, and it is installed beside the chosen one.
      !declared.elsewhere.has(each.distribution) &&
      !isPresent(each, declared) &&
      !isPartOf(each, declared.packages),
  )
  // For a package from elsewhere, git may still contain its collected static files, or one's own templates for it.
  const python = missing.length > 0 ? paths.filter((path) => path.endsWith('.py')) : []
  const names = new Set(python.flatMap((path) => path.replace(/\.py$/, '').split('/')))
  return missing.filter(({ module }) => !names.has(module.split('.')[0] ?? ''))
}

/** `cmsplugin_filer_image` is in cmsplugin-filer, `shop_theme` in django-shop-paris-theme. */
function isPartOf({ module }: Foreign, packages: readonly Wanted[]): boolean {
  const name = module.toLowerCase().replace(/[^a-z0-9]/g, '')
  const cores = packages.map((each) => each.name.replace(/^django-/, '').replaceAll('-', ''))
  const words = wordsOf(module)
  return (
    cores.some((core) => core.length > 4 && name.startsWith(core)) ||
    (words.length > 1 && packages.some((each) => isAmong(words, wordsOf(each.name))))
  )
}

function isAmong(words: readonly string[], others: readonly string[]): boolean {
  return words.every((word) => others.includes(word))
}

function wordsOf(name: string): readonly string[] {
  const words = name.toLowerCase().split(/[^a-z0-9]+/)
  return words.filter((word) => word !== 'django')
}

/** The table knows what each of them contains, so nothing else comes with them. */
export function areAllKnown(packages: readonly { readonly name: string }[]): boolean {
  return packages.every(({ name }) => knownDistributions.has(name))
}

const knownDistributions = new Set(distributionsByModule.values())

/** Forks and bundles have other names, which still contain the module's name. */
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

/** The first part of `haystack.backends.whoosh_backend` says nothing about Whoosh. */
function coreOf(module: string, distribution: string): string {
  const [top = ''] = module.split('.')
  return distributionsByModule.get(top) === distribution || module === top ? top : distribution
}
