import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { fitting } from './tables.ts'
import { dateAndTime, duration } from './text/duration.ts'
import { cut, harmless, widthOf } from './text/text-width.ts'
import type { Voice } from './voice.ts'

export type ReleaseRow = ReleaseRecord & { readonly live: boolean }

/** As much of a subject as tells one commit from another; other columns go before it is shorter. */
const readableSubject = 24
const shortestSubject = 12
/** Where nobody knows how wide it is shown: what git recommends for a subject. */
const wholeSubject = 72
const longestAuthor = 16

/** One line each, with as much of the subject as fits the screen. */
export function releasesLines(rows: readonly ReleaseRow[], voice: Voice): string[] {
  if (rows.length === 0) return [voice.paint.sentence(voice.words.releases.none)]
  const subjects = [voice.words.releases.columns.subject, ...rows.map(({ commit }) => commit.subject)]
  const longest = Math.max(...subjects.map((subject) => widthOf(harmless(subject))))
  return tableOf(
    rows,
    Math.min(longest, roomForSubject(rows, Math.min(longest, readableSubject), voice)),
    voice,
  )
}

function roomForSubject(rows: readonly ReleaseRow[], wanted: number, voice: Voice): number {
  if (voice.room === Number.POSITIVE_INFINITY) return wholeSubject
  const widest = Math.max(...tableOf(rows, wanted, voice).map(widthOf))
  return Math.max(shortestSubject, wanted + voice.room - widest)
}

function tableOf(rows: readonly ReleaseRow[], columns: number, voice: Voice): string[] {
  const cells = [headCells(columns, voice), ...rows.map((row) => cellsOf(row, columns, voice))]
  return fitting(cells, [authorAt, lostAt, tookAt], voice)
}

const authorAt = 3
const tookAt = 5
const lostAt = 7

function headCells(columns: number, { words, paint }: Voice): string[] {
  const { number, commit, subject, author, when, took, verdict, lost } = words.releases.columns
  const shortened = cut(subject, columns)
  return [number, commit, shortened, author, when, took, verdict, lost].map(paint.dim)
}

function cellsOf(row: ReleaseRow, columns: number, voice: Voice): string[] {
  const { paint, language } = voice
  const { commit, milliseconds } = row
  return [
    `${row.live ? paint.green('●') : ' '} ${paint.bold(String(row.number))}`,
    paint.cyan(commit.id.slice(0, 7)),
    cut(harmless(commit.subject), columns),
    cut(harmless(commit.author), longestAuthor),
    dateAndTime(row.startedAt, language),
    milliseconds === null ? '' : duration(milliseconds, language),
    verdictOf(row, voice),
    lostOf(row, voice),
  ]
}

/** A good release that is not live any more needs no emphasis; for a bad one the stage tells where to look. */
function verdictOf({ live, verdict, stage }: ReleaseRow, { words, paint }: Voice): string {
  const { verdicts, stages } = words.releases
  if (live) return paint.green(verdicts.live)
  if (verdict === 'good') return paint.dim(verdicts.good)
  return paint.red(stage === null ? verdicts[verdict] : `${verdicts[verdict]} (${stages[stage]})`)
}

function lostOf({ requests, lost }: ReleaseRow, { paint }: Voice): string {
  if (requests === null || lost === null) return ''
  // No visitor made a request, so none could be lost.
  if (requests === 0) return paint.dim('–')
  return lost > 0 ? paint.red(`${lost}/${requests}`) : paint.dim(`${lost}/${requests}`)
}
