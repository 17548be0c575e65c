import type { DjangoEvidence } from '../../runtime/django-evidence.ts'
import { compareSeries, seriesOf } from '../../runtime/series.ts'
import { directoryOf, isBelow, prefixes } from '../../tree/source-paths.ts'
import type { Foreign } from '../code/modules.ts'
import { undeclared } from '../code/undeclared.ts'
import { bringsDjango } from './django-packages.ts'
import { placeOf } from './find-manifests.ts'
import { deploying, type InstallerNamed } from './installers-named.ts'
import { wantedFromLock } from './lock.ts'
import { isComplete, isExact, type Manifest, packagesOf } from './manifest.ts'
import { isNotForProduction } from './production-words.ts'
import type { Wanted } from './requirements-file.ts'
import type { Unread } from './setup-stated.ts'

interface ManifestSituation {
  readonly directory: string
  readonly installers: readonly InstallerNamed[]
  readonly evidence: DjangoEvidence
  readonly applications: readonly Foreign[]
  readonly imported: readonly Foreign[]
  /** Packages named in any list of the repository, also for development and tests. */
  readonly elsewhere: ReadonlyMap<string, string>
  /** Files that a production process certainly loads. */
  readonly loaded: ReadonlySet<string>
}

export interface ManifestChoice {
  readonly chosen: Manifest | null
  /** The one that cabestan.yaml names. */
  readonly isAsked?: true
  /** Other manifests with which this project could be installed too. */
  readonly rivals: readonly Manifest[]
  /** Lists that are about something else: no Django, and nothing that the code imports. */
  readonly unrelated: readonly Manifest[]
  /** Requirements that cannot be known: those of the chosen one, or of all where none is chosen. */
  readonly unread: readonly Unread[]
}

/** Of several manifests, the one that production is meant to be installed from. */
export function chooseManifest(manifests: readonly Manifest[], situation: ManifestSituation): ManifestChoice {
  const all = manifests.filter((each) => isNear(each, situation))
  const near = all.filter(({ roots }) => roots.length > 0)
  const scored = near
    .map((manifest) => ({
      manifest,
      score: scoreOf(manifest, situation) - shortfall(manifest, near, situation),
    }))
    .toSorted((one, other) => other.score - one.score)
  const withDjango = scored.filter(({ manifest }) => hasDjango(manifest))
  const related = scored.filter(({ manifest }) => isRelated(manifest, situation))
  const chosen = (withDjango[0] ?? related[0])?.manifest ?? null
  return {
    chosen,
    rivals: withDjango.map(({ manifest }) => manifest).filter((manifest) => manifest !== chosen),
    unrelated: near.filter((manifest) => !hasDjango(manifest) && !isRelated(manifest, situation)),
    unread: chosen === null ? all.flatMap(({ unread }) => unread) : chosen.unread,
  }
}

export function hasDjango(manifest: Manifest): boolean {
  return packagesOf(manifest, { python: null }).some(({ name }) => name === 'django' || bringsDjango(name))
}

function isRelated(manifest: Manifest, { applications, imported }: ManifestSituation): boolean {
  const packages = packagesOf(manifest, { python: null })
  const distributions = new Set([...applications, ...imported].map(({ distribution }) => distribution))
  const used = packages.filter(({ name }) => distributions.has(name) || servers.has(name))
  return used.length > 0 && used.length * 4 >= packages.length
}

/** Imported by nothing, and still for this project. */
const servers = new Set([
  'gunicorn',
  'psycopg2',
  'psycopg2-binary',
  'mysqlclient',
  'whitenoise',
  'uwsgi',
  'django-heroku',
])

/** Above the project, below it, or beside it under a name of its own; never in another project of the repository. */
function isNear(manifest: Manifest, situation: ManifestSituation): boolean {
  const { directory } = situation
  return (
    distance(placeOfManifest(manifest), directory) !== null &&
    (isDeployed(manifest, situation) || !isDecoy(manifest, directory))
  )
}

/** `RUN pip install -r scripts/pip/rsr.txt`: whatever builds the image names it, wherever it is. */
function isDeployed({ files }: Manifest, { installers }: ManifestSituation): boolean {
  return installers.some(({ file, weight }) => file !== null && weight >= deploying && files.includes(file))
}

/** A project that is itself an example has its list there. */
function isDecoy(manifest: Manifest, directory: string): boolean {
  const path = directoryOf(manifest.files[0] ?? '')
  const inside = isBelow(`${path}/`, directory) ? path.slice(directory.length) : path
  return inside
    .split('/')
    .some((segment) =>
      /^(?:docs?|examples?|tests?|\.github|\.devcontainer|node_modules|benchmarks?|scripts|tools|notebooks?)$/i.test(
        segment,
      ),
    )
}

function placeOfManifest(manifest: Manifest): string {
  const [first = ''] = manifest.files
  return manifest.source === 'requirements' ? placeOf(first) : directoryOf(first)
}

/** Levels upwards count little; what is beside the project counts only if there is nothing else. */
function distance(place: string, directory: string): number | null {
  const up = [directory, ...prefixes(directory === '' ? '' : `${directory}/x`).slice(1)].indexOf(place)
  if (place === directory) return 0
  if (up !== -1) return up
  if (directory === '' || place.startsWith(`${directory}/`)) return 4 + place.split('/').length
  const shared = prefixes(`${place}/x`).find((prefix) => prefix === '' || directory.startsWith(`${prefix}/`))
  return shared === undefined ? null : 8 + place.split('/').length
}

function scoreOf(manifest: Manifest, { directory, installers, evidence }: ManifestSituation): number {
  const named = installers
    .filter(
      ({ source, file }) => source === manifest.source && (file === null || manifest.files.includes(file)),
    )
    .map(({ weight }) => weight)
  return (
    (ranks[manifest.source] ?? 0) +
    (manifest.lock !== null || isPinned(manifest) ? 4 : 0) +
    agreement(manifest, evidence) +
    Math.max(0, ...named) -
    3 * (distance(placeOfManifest(manifest), directory) ?? 100) -
    (isNotForProduction(manifest.files[0] ?? '') && manifest.source === 'requirements' ? 10 : 0)
  )
}

/** A lock that was made once and forgotten, while packages were added to another list, does not run the site. */
function shortfall(manifest: Manifest, near: readonly Manifest[], situation: ManifestSituation): number {
  const others = new Set(near.filter((each) => each !== manifest && hasDjango(each)).flatMap(namesIn))
  const { applications, imported, elsewhere, loaded } = situation
  const missing = undeclared(applications, imported, {
    packages: everything(manifest),
    complete: isComplete(manifest),
    elsewhere,
    loaded,
  })
  return 4 * Math.min(3, missing.filter(({ name }) => others.has(name)).length)
}

function namesIn(manifest: Manifest): readonly string[] {
  return everything(manifest).map(({ name }) => name)
}

/** What a lock keeps for development is in it all the same. */
function everything(manifest: Manifest): readonly Wanted[] {
  if (manifest.lock === null) return packagesOf(manifest, { python: null })
  return [...manifest.lock.values()].flat().map(wantedFromLock)
}

const ranks: Readonly<Record<string, number>> = {
  uv: 6,
  poetry: 5,
  pdm: 5,
  pipenv: 4,
  requirements: 4,
  pyproject: 2,
  setup: 0,
  conda: -4,
}

export function isPinned(manifest: Manifest): boolean {
  return (
    manifest.roots.length > 0 &&
    manifest.roots.every(({ from, specifier }) => from !== 'index' || isExact(specifier))
  )
}

/** A list whose Django is older than the one that made the newest migration is not maintained any more. */
function agreement(manifest: Manifest, { headers }: DjangoEvidence): number {
  const django = packagesOf(manifest, { python: null }).find(({ name }) => name === 'django')
  const [header] = headers
  if (django === undefined || header === undefined || !isExact(django.specifier)) return 0
  const series = seriesOf(django.specifier.replace(/^===?/, ''))
  return series !== null && compareSeries(series, header.series) < 0 ? -12 : 0
}
