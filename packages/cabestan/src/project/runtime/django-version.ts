import { satisfies } from '@renovatebot/pep440'
import type { Answer, Certainty, Place } from '../answer.ts'
import { isExact } from '../dependencies/lists/manifest.ts'
import type { Wanted } from '../dependencies/lists/requirements-file.ts'
import { type DeclaredPython, isMeant } from './declared-python.ts'
import { djangoTable } from './django.table.ts'
import type { DjangoEvidence, FeatureUse } from './django-evidence.ts'
import { pythonsOfUv } from './python.table.ts'
import { compareSeries, djangoSeries, isWithin, newestDjango, seriesOf } from './series.ts'

export interface DjangoVersion {
  readonly answer: Answer<string>
  readonly series: string | null
  /** What the installer must be told besides the project's own requirements; null where those decide. */
  readonly constraint: string | null
  /** What the code uses and the Django that gets installed does not have. */
  readonly conflicts: readonly FeatureUse[]
}

/**
 * The Django that a project runs on: as it is pinned, else as its files and its code tell, and on the Python that it
 * names, where an installer would look for one too.
 */
export function readDjangoVersion(
  packages: readonly Wanted[],
  evidence: DjangoEvidence,
  declared: readonly DeclaredPython[] = [],
): DjangoVersion {
  const stated = statedIn(packages)
  if (stated !== undefined && isExact(stated.specifier)) return pinned(stated, evidence)
  const known = djangoTable.map(({ series }) => series)
  const stating = known.filter((series) => isAllowed(series, stated?.specifier ?? ''))
  const allowed = stating.length > 0 ? stating : known
  const bounds = boundsOf(evidence)
  const fitting = allowed.filter((series) => fits(series, bounds))
  const [header] = evidence.headers
  const possible = fitting.length > 0 ? fitting : allowed
  const named = declared.find(({ weak }) => !weak)
  const pythons = pythonsOfUv.filter((python) => named !== undefined && isMeant(python, named))
  const running = [pythons, pythonsOfUv].map((each) => possible.filter((series) => canBeRun(series, each)))
  const chosen = chooseAmong(
    running.find(({ length }) => length > 0) ?? possible,
    header?.series ?? null,
    isCapped(allowed),
  )
  if (chosen === null || (stated === undefined && header === undefined && evidence.features.length === 0))
    return unknown
  const places = placesOf(stated, header, bounds)
  const certainty = certaintyOf(chosen, stated, header)
  return {
    answer: { value: chosen, certainty, places },
    series: chosen,
    constraint: chosen === allowed.at(-1) && stated !== undefined ? null : `==${chosen}.*`,
    conflicts: fitting.length > 0 ? [] : conflictsWith(chosen, evidence),
  }
}

/** A range in the list and an exact version in what deployment adds: both apply, and the exact one decides. */
function statedIn(packages: readonly Wanted[]): Wanted | undefined {
  const all = packages.filter(({ name, from }) => name === 'django' && from === 'index')
  const exact = all.find(({ specifier }) => isExact(specifier))
  const [first] = all
  if (exact !== undefined || first === undefined) return exact
  const specifiers = all.map(({ specifier }) => specifier).filter((specifier) => specifier !== '')
  return { ...first, specifier: specifiers.join(',') }
}

const unknown: DjangoVersion = {
  answer: { value: null, certainty: 'guessed', places: [] },
  series: null,
  constraint: null,
  conflicts: [],
}

function pinned({ specifier, place }: Wanted, evidence: DjangoEvidence): DjangoVersion {
  const version = specifier.replace(/^===?/, '')
  const series = seriesOf(version)
  return {
    answer: { value: version, certainty: 'stated', places: [place] },
    series,
    constraint: null,
    conflicts: series === null ? [] : conflictsWith(series, evidence),
  }
}

function isAllowed(series: string, specifier: string): boolean {
  if (specifier === '') return true
  return [`${series}.99`, `${series}.0`, `${series}.10`, series].some((version) =>
    satisfies(version, specifier),
  )
}

function isCapped(allowed: readonly string[]): boolean {
  return allowed.length > 0 && allowed.at(-1) !== newestDjango
}

interface Bounds {
  readonly from: FeatureUse | undefined
  readonly before: FeatureUse | undefined
}

/** Two bounds that exclude each other show that some code is unused; then what must be importable decides. */
function boundsOf({ features }: DjangoEvidence): Bounds {
  const from = features.filter((each) => each.from !== undefined).toSorted(descending('from'))[0]
  const gone = features
    .filter((each) => each.before !== undefined)
    .toSorted(descending('before'))
    .toReversed()
  const possible = gone.filter(
    ({ before }) => from === undefined || compareSeries(before ?? '', from.from ?? '') > 0,
  )
  return { from, before: possible[0] }
}

function descending(key: 'from' | 'before') {
  return (one: FeatureUse, other: FeatureUse) => compareSeries(other[key] ?? '', one[key] ?? '')
}

function fits(series: string, { from, before }: Bounds): boolean {
  if (from?.from !== undefined && compareSeries(series, from.from) < 0) return false
  return before?.before === undefined || compareSeries(series, before.before) < 0
}

/** The series that the files were made with, or the nearest that works; for a range with an end, that end. */
function chooseAmong(series: readonly string[], header: string | null, capped: boolean): string | null {
  if (header === null || (capped && series.length > 0)) return series.at(-1) ?? null
  if (series.includes(header)) return header
  const older = series.filter((each) => compareSeries(each, header) < 0)
  const next = series.find((each) => compareSeries(each, header) > 0)
  if (!canBeRun(header, pythonsOfUv) && next !== undefined) return next
  return older.at(-1) ?? series[0] ?? null
}

/** A Django for one of these Pythons. */
function canBeRun(series: string, pythons: readonly string[]): boolean {
  const django = djangoSeries(series)
  return django === undefined
    ? pythons.length > 0
    : pythons.some((python) => isWithin(python, django.oldest, django.runsOn))
}

function certaintyOf(
  chosen: string,
  stated: Wanted | undefined,
  header: { series: string } | undefined,
): Certainty {
  if (stated !== undefined && stated.specifier !== '') return 'derived'
  return header?.series === chosen ? 'derived' : 'guessed'
}

function placesOf(stated: Wanted | undefined, header: { place: Place } | undefined, bounds: Bounds): Place[] {
  return [stated?.place, header?.place, bounds.before?.place, bounds.from?.place].filter(
    (place) => place !== undefined,
  )
}

function conflictsWith(series: string, { features }: DjangoEvidence): readonly FeatureUse[] {
  if (djangoSeries(series) === undefined) return []
  return features.filter(
    ({ before, from }) =>
      (before !== undefined && compareSeries(series, before) >= 0) ||
      (from !== undefined && compareSeries(series, from) < 0),
  )
}
