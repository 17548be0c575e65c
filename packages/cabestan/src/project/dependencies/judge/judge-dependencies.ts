import { ge, valid } from '@renovatebot/pep440'
import type { Finding } from '../../findings/finding.ts'
import type { Obstacle } from '../../runtime/choose-python.ts'
import { isMeant } from '../../runtime/declared-python.ts'
import { seriesOfWheels } from '../../runtime/package-bounds.ts'
import { pythonEnds } from '../../runtime/python.table.ts'
import { compareSeries, djangoSeries } from '../../runtime/series.ts'
import type { DependencyInput } from '../input.ts'
import { reached } from '../lists/lock.ts'
import { type PackagesReading, readPackages } from '../read-packages.ts'
import { question, refusal, warning } from './dependency-finding.ts'
import { judgeLists } from './judge-lists.ts'
import { judgeRequirements } from './judge-requirements.ts'

/** What `check` has to say about a project's packages, its Django and its Python, on this day (`2026-11-24`). */
export function judgeDependencies(input: DependencyInput, today: string): readonly Finding[] {
  const reading = readPackages(input)
  return [
    ...judgeRuntime(reading, today),
    ...judgeCode(reading),
    ...judgeLists(input, reading),
    ...judgeRequirements(reading),
    ...psycopg2TooNew(input, reading),
  ]
}

function judgeRuntime({ python, background }: PackagesReading, today: string): Finding[] {
  const django = djangoSeries(background.django.series)
  const ended = django !== undefined && django.end < today
  const series = python.series.value
  const end = series === null ? undefined : pythonEnds[series]
  return [
    ...(python.django.value === null ? [warning('dependencies.django-unknown', {}, [])] : []),
    ...(ended
      ? [
          warning(
            'dependencies.django-unsupported',
            { django: python.django.value ?? '', end: django.end },
            python.django.places,
          ),
        ]
      : []),
    ...(series !== null && end !== undefined && end < today
      ? [warning('dependencies.python-unsupported', { python: series, end }, python.series.places)]
      : []),
    ...otherPython({ python, background }),
    ...newerLock({ python, background }),
    ...unavailablePython(background),
  ]
}

/** The project names a Python and gets another one. */
function otherPython({ python, background }: Pick<PackagesReading, 'python' | 'background'>): Finding[] {
  const [declared] = background.declared
  const series = python.series.value
  if (declared === undefined || declared.weak || series === null || isMeant(series, declared)) return []
  const values = { declared: declared.text, python: series, django: background.django.series ?? '' }
  // A person's own choice is not overridden, or nothing would be left to run the site.
  if (declared.place.file === 'cabestan.yaml')
    return [question('dependencies.python-refused', values, [declared.place])]
  return [warning('dependencies.python-other', values, [declared.place])]
}

/**
 * A lock leaves out files for Pythons older than it was made for, so what the index has for those is then refused.
 */
function newerLock({ python, background }: Pick<PackagesReading, 'python' | 'background'>): Finding[] {
  const { chosen } = background.choice
  const series = python.series.value
  if (chosen === null || chosen.lock === null || series === null) return []
  const newer = reached(chosen.lock, chosen.roots, { python: series }).flatMap((locked) => {
    const [oldest] = seriesOfWheels(locked)
    const isHashed = locked.hashes.length > 0 && locked.from === 'index'
    return isHashed && oldest !== undefined && compareSeries(oldest, series) > 0
      ? [{ ...locked, oldest }]
      : []
  })
  const [first] = newer
  if (first === undefined) return []
  const packages = newer.map(({ name }) => name).slice(0, 4)
  const values = {
    file: first.place.file,
    packages: packages.join(', '),
    python: series,
    oldest: first.oldest,
  }
  return [question('dependencies.lock-python', values, [first.place, ...python.series.places])]
}

function unavailablePython({ obstacle, evidence }: PackagesReading['background']): Finding[] {
  if (obstacle === null || evidence.python2.length > 0) return []
  const { what, newest, places } = obstacle
  const upgrade = upgradeOf(obstacle)
  return [refusal('dependencies.python-unavailable', { what, newest, ...upgrade }, places)]
}

function upgradeOf({ django, python, cures }: Obstacle): Record<string, string> {
  if (python === null) return {}
  if (cures.length === 0) return django === null ? {} : { django, python }
  return { cures: [...(django === null ? [] : [`Django ${django}`]), ...cures].join(', '), python }
}

/** Compares the code with the Python and the Django that it gets. */
function judgeCode({ python, background }: PackagesReading): Finding[] {
  const { evidence, django } = background
  const old = evidence.python2
  if (old.length > 0) {
    const what = [...new Set(old.map((each) => each.what))].slice(0, 4).join(', ')
    const places = old.map(({ place }) => place)
    return [refusal('dependencies.python2', { what }, places)]
  }
  const broken = django.conflicts.filter(({ atImport }) => atImport)
  if (broken.length === 0) return []
  const names = broken
    .map(({ name }) => name)
    .slice(0, 4)
    .join(', ')
  const values = { names, django: python.django.value ?? '', wanted: wantedBy(broken) }
  const places = broken.map(({ place }) => place)
  return [refusal('dependencies.django-mismatch', values, places)]
}

function wantedBy(broken: PackagesReading['background']['django']['conflicts']): string {
  const before = broken.flatMap((each) => each.before ?? []).toSorted(compareSeries)[0]
  const from = broken
    .flatMap((each) => each.from ?? [])
    .toSorted(compareSeries)
    .at(-1)
  return [from === undefined ? '' : `>=${from}`, before === undefined ? '' : `<${before}`]
    .filter((each) => each !== '')
    .join(',')
}

/** Django before 3.1 rejects the time zone of a current psycopg2, at the first query. */
function psycopg2TooNew(
  { engine, tree, settingsFiles }: DependencyInput,
  { dependencies, background }: PackagesReading,
): Finding[] {
  const { series } = background.django
  if (engine !== 'postgresql' || series === null || compareSeries(series, '3.1') >= 0) return []
  if (!settingsFiles.some((path) => /^USE_TZ\s*=\s*True/m.test(tree.text(path) ?? ''))) return []
  const driver = dependencies.packages.find(({ name }) => name === 'psycopg2' || name === 'psycopg2-binary')
  const version = driver?.specifier.replace(/^===?/, '') ?? ''
  if (driver === undefined || !valid(version) || !ge(version, '2.9')) return []
  return [
    refusal('dependencies.psycopg2-too-new', { package: driver.name, version, django: series }, [
      driver.place,
    ]),
  ]
}
