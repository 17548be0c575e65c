import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { aligned } from './tables.ts'
import { dateAndTime, duration } from './text/duration.ts'
import { fill } from './text/sentence.ts'
import { cut, harmless, widthOf } from './text/text-width.ts'
import type { Voice } from './voice.ts'

export type ReleaseRow = ReleaseRecord & { readonly live: boolean }

/** A line each; of the subject as much as the screen has room for. */
export function releasesLines(rows: readonly ReleaseRow[], voice: Voice): string[] {
  if (rows.length === 0) return [voice.paint.sentence(voice.words.releases.none)]
  const longest = Math.max(...rows.map(({ commit }) => widthOf(harmless(commit.subject))))
  const other = Math.max(...tableOf(rows, 0, voice).map(widthOf))
  return tableOf(rows, Math.min(longest, Math.max(20, voice.columns - other)), voice)
}

function tableOf(rows: readonly ReleaseRow[], columns: number, voice: Voice): string[] {
  return aligned(rows.map((row) => cellsOf(row, columns, voice)))
}

function cellsOf(row: ReleaseRow, columns: number, voice: Voice): string[] {
  const { paint, language } = voice
  const { commit, milliseconds } = row
  return [
    `${row.live ? paint.green('●') : ' '} ${paint.bold(String(row.number).padStart(3))}`,
    paint.cyan(commit.id.slice(0, 7)),
    cut(harmless(commit.subject), columns),
    cut(harmless(commit.author), 20),
    dateAndTime(row.startedAt, language),
    milliseconds === null ? '' : duration(milliseconds, language),
    verdictOf(row, voice),
    lostOf(row, voice),
  ]
}

/** A good release that is no longer live is nothing to shout about. */
function verdictOf({ live, verdict, stage }: ReleaseRow, { words, paint }: Voice): string {
  const { verdicts } = words.releases
  if (live) return paint.green(verdicts.live)
  if (verdict === 'good') return paint.dim(verdicts.good)
  const where = stage === null ? '' : ` (${words.stages[stage]})`
  return paint.red(`${verdicts[verdict]}${where}`)
}

function lostOf({ requests, lost }: ReleaseRow, { words, paint }: Voice): string {
  if (requests === null || lost === null) return ''
  const text = fill(words.releases.lost, { requests, lost })
  return lost > 0 ? paint.red(text) : paint.dim(text)
}
