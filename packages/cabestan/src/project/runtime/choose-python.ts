import type { Answer, Place } from '../answer.ts'
import { type DeclaredPython, isMeant } from './declared-python.ts'
import type { DjangoSeries } from './django.table.ts'
import { djangoTable } from './django.table.ts'
import { pythonsOfUv } from './python.table.ts'
import type { Bound } from './python-evidence.ts'
import { compareSeries, djangoSeries, isWithin } from './series.ts'

export interface PythonQuestion {
  readonly declared: readonly DeclaredPython[]
  /** Series of Django; null where it is not known. */
  readonly django: string | null
  /** What it has, its distribution's own first. */
  readonly server: readonly string[]
  /** By what the code is written with: nothing older, nothing newer runs it. */
  readonly oldest: readonly Bound[]
  readonly newest: readonly Bound[]
  /** By packages that do not work on anything newer. */
  readonly fails: readonly Bound[]
  /** By what its packages can be installed on without a compiler, or at all. */
  readonly packages: readonly Bound[]
}

interface PythonChoice {
  readonly answer: Answer<string>
  /** Why nothing fits; null where something does. */
  readonly obstacle: Obstacle | null
}

/** No Python that can be had runs this. */
export interface Obstacle {
  readonly what: string
  readonly oldest: string
  readonly newest: string
  /** The next Django that would do, and the Python for it. */
  readonly django: string | null
  readonly python: string | null
  /** The packages that are in the way, beside its Django or without it, in the versions that are not. */
  readonly cures: readonly string[]
  readonly places: readonly Place[]
}

export function choosePython(question: PythonQuestion): PythonChoice {
  const range = djangoSeries(question.django ?? '')
  const possible = available(question.server).filter((series) => runs(series, question, range))
  const good = possible.filter((series) => isGood(series, question, range))
  const value =
    asDeclared(question, possible, good) ?? newestOf(question, good) ?? newestOf(question, possible)
  if (value === null) return { answer: unknown, obstacle: obstacleOf(question, range) }
  const declaration = question.declared.find(({ series }) => series === value) ?? question.declared[0]
  const places = declaration === undefined ? placesOf(question, value) : [declaration.place]
  return {
    answer: { value, certainty: declaration?.series === value ? 'stated' : 'derived', places },
    obstacle: null,
  }
}

/** Of a server that is not known yet: each that would be taken where it is the server's own. */
export function serversOwn(question: PythonQuestion): readonly string[] {
  if (question.server.length > 0) return []
  return pythonsOfUv.filter((own) => choosePython({ ...question, server: [own] }).answer.value === own)
}

/** Without a word of the project's, a Python that the server has, else the newest that its Django was made for. */
function newestOf({ server, django }: PythonQuestion, series: readonly string[]): string | null {
  const there = server.find((each) => series.includes(each))
  if (there !== undefined) return there
  const newest = djangoSeries(django ?? '')?.newest
  const official = series.filter((each) => newest !== undefined && compareSeries(each, newest) <= 0)
  return official.at(-1) ?? series.at(-1) ?? null
}

const unknown: Answer<string> = { value: null, certainty: 'derived', places: [] }

function available(server: readonly string[]): readonly string[] {
  return [...new Set([...pythonsOfUv, ...server])].sort(compareSeries)
}

function runs(series: string, question: PythonQuestion, django: DjangoSeries | undefined): boolean {
  return (
    runsCode(series, question, django) &&
    !question.fails.some((bound) => compareSeries(series, bound.series) > 0)
  )
}

function runsCode(
  series: string,
  { oldest, newest }: PythonQuestion,
  django: DjangoSeries | undefined,
): boolean {
  if (oldest.some((bound) => compareSeries(series, bound.series) < 0)) return false
  if (newest.some((bound) => compareSeries(series, bound.series) > 0)) return false
  return django === undefined || isWithin(series, django.oldest, django.runsOn)
}

/** On what its makers tried it. Since 3.2 a Django goes well with the Pythons that came after it. */
function isGood(series: string, { packages }: PythonQuestion, django: DjangoSeries | undefined): boolean {
  if (packages.some((bound) => compareSeries(series, bound.series) > 0)) return false
  if (django === undefined || compareSeries(django.series, '3.2') >= 0) return true
  return compareSeries(series, django.newest) <= 0
}

/** The project's own word; where that Python is no longer to be had, the nearest that came after it. */
function asDeclared(
  question: PythonQuestion,
  possible: readonly string[],
  good: readonly string[],
): string | null {
  const fitting = good.length > 0 ? good : possible
  for (const { series, specifier, weak } of question.declared) {
    const [own] = question.server
    if (weak && series !== null && own !== undefined && compareSeries(series, own) < 0) continue
    if (series !== null && possible.includes(series)) return series
    if (series !== null)
      return (
        anotherWord(question, possible) ?? fitting.find((each) => compareSeries(each, series) > 0) ?? null
      )
    const within = [good, possible].map((list) => list.filter((each) => isMeant(each, { series, specifier })))
    const found = within.find((list) => list.length > 0)
    if (found !== undefined) return newestOf(question, found)
  }
  return null
}

/** A file that was forgotten names a Python that its Django never ran on; another one does not. */
function anotherWord({ declared }: PythonQuestion, possible: readonly string[]): string | null {
  return declared.find(({ series, weak }) => !weak && possible.includes(series ?? ''))?.series ?? null
}

function placesOf({ oldest, newest, packages }: PythonQuestion, value: string): Place[] {
  const near = [...newest, ...packages, ...oldest].filter(({ series }) => series === value)
  return near.slice(0, 1).map(({ place }) => place)
}

/** What is in the way, and the Django that would be out of it; packages can then be newer too. */
function obstacleOf(question: PythonQuestion, django: DjangoSeries | undefined): Obstacle {
  const upgrade = djangoTable.find((each) => isUpgrade(each, question, django))
  const newest = [...question.newest, ...question.fails, ...boundOfDjango(django)].toSorted(bySeries)
  const oldest = [...question.oldest.map(({ series }) => series), django?.oldest ?? ''].toSorted(
    compareSeries,
  )
  const pythons = available(question.server).filter(
    (series) => upgrade && runsCode(series, question, upgrade),
  )
  const isInTheWay = upgrade !== undefined && upgrade.series !== django?.series
  return {
    what: newest[0]?.what ?? '',
    oldest: oldest.at(-1) ?? '',
    newest: newest[0]?.series ?? '',
    django: isInTheWay ? upgrade.series : null,
    cures: curesIn(question.fails, pythons),
    python:
      pythons.findLast((series) => upgrade && compareSeries(series, upgrade.newest) <= 0) ??
      pythons[0] ??
      null,
    places: newest.flatMap(({ place }) => (place.file === '' ? [] : [place])).slice(0, 3),
  }
}

/** Of packages that work on none of these Pythons. */
function curesIn(fails: readonly Bound[], pythons: readonly string[]): string[] {
  const hopeless = fails.filter(({ series }) => pythons.every((each) => compareSeries(each, series) > 0))
  return [...new Set(hopeless.flatMap(({ cure }) => cure ?? []))]
}

function isUpgrade(series: DjangoSeries, question: PythonQuestion, from: DjangoSeries | undefined): boolean {
  if (from !== undefined && compareSeries(series.series, from.series) < 0) return false
  return available(question.server).some((python) => runsCode(python, question, series))
}

function boundOfDjango(django: DjangoSeries | undefined): readonly Bound[] {
  return django === undefined
    ? []
    : [{ series: django.runsOn, what: `Django ${django.series}`, place: { file: '' } }]
}

function bySeries(one: Bound, other: Bound): number {
  return compareSeries(one.series, other.series)
}
