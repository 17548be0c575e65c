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
  /** Series that the server has, its distribution's own first. */
  readonly server: readonly string[]
  /** Bounds from how the code is written: nothing older or newer runs it. */
  readonly oldest: readonly Bound[]
  readonly newest: readonly Bound[]
  /** Bounds from packages that do not work with anything newer. */
  readonly fails: readonly Bound[]
  /** Bounds from what its packages can be installed on without a compiler, or at all. */
  readonly packages: readonly Bound[]
}

interface PythonChoice {
  readonly answer: Answer<string>
  /** Why nothing fits; null where something does. */
  readonly obstacle: Obstacle | null
}

/** No Python that is available runs this. */
export interface Obstacle {
  readonly what: string
  readonly oldest: string
  readonly newest: string
  /** The next Django that would work, and the Python for it. */
  readonly django: string | null
  readonly python: string | null
  /** Packages that are in the way, with its Django or without it, in their present versions. */
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

/** Where the server is not known yet: each series that would be used if it were the server's own. */
export function serversOwn(question: PythonQuestion): readonly string[] {
  if (question.server.length > 0) return []
  return pythonsOfUv.filter((own) => choosePython({ ...question, server: [own] }).answer.value === own)
}

/** Unless the project says otherwise, a Python that the server has, or else the newest that its Django supports. */
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

/** The Pythons that its authors tested. Since 3.2, Django also works with Pythons that came later. */
function isGood(series: string, { packages }: PythonQuestion, django: DjangoSeries | undefined): boolean {
  if (packages.some((bound) => compareSeries(series, bound.series) > 0)) return false
  if (django === undefined || compareSeries(django.series, '3.2') >= 0) return true
  return compareSeries(series, django.newest) <= 0
}

/** The project's own choice; if that Python is not available any more, the nearest later one. */
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

/** A forgotten file may name a Python on which its Django never ran; another Django would not. */
function anotherWord({ declared }: PythonQuestion, possible: readonly string[]): string | null {
  return declared.find(({ series, weak }) => !weak && possible.includes(series ?? ''))?.series ?? null
}

function placesOf({ oldest, newest, packages }: PythonQuestion, value: string): Place[] {
  const near = [...newest, ...packages, ...oldest].filter(({ series }) => series === value)
  return near.slice(0, 1).map(({ place }) => place)
}

/** What is in the way, and the Django for which it would not be; packages can then be newer too. */
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

/** Packages that work with none of these Pythons. */
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
