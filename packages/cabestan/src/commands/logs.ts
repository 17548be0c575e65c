import { CabestanError } from '@cabestan/protocol/failures'
import { exitCodes, type Invocation } from '../invocation.ts'
import { momentOf } from '../session/moment.ts'
import { onApplications } from '../session/servers/application.ts'

const help = 'cabestan logs --help'
const usualLines = 100
const mostLines = 100_000

/** The newest lines of the application's logs, and with `-f` each that follows. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, words, report, interruption } = invocation
  const wish = wishOf(options)
  // Ctrl-C is the usual way to stop reading, so it is not commented on.
  interruption.silent = true
  return onApplications(invocation, async ({ server, engine, owner }) => {
    const since = sinceFor(options.since, Date.now() + engine.clockOffsetSeconds * 1000)
    report.idle(server)
    let any = false
    await engine.call('logs', { owner, processes: [...words], since, ...wish }, (event) => {
      any ||= event.type === 'log'
      if (event.type === 'log') report.log(server, event)
      else report.event(server, event)
    })
    if (!any && wish.lines > 0) report.note(nothingSaid(invocation))
    return exitCodes.done
  })
}

/** Without a line for an empty answer one would wonder whether anything was looked at. */
function nothingSaid({ options, words, report }: Invocation): string {
  const { noLogs, noSuchLogs } = report.voice.words.status
  return options.grep !== undefined || options.since !== undefined || words.length > 0 ? noSuchLogs : noLogs
}

function wishOf({ lines, since, grep, follow }: Invocation['options']) {
  const usual = since === undefined ? usualLines : mostLines
  sinceFor(since, 0)
  return {
    lines: lines === undefined ? usual : linesIn(lines),
    grep: grep ?? null,
    follow: follow === true,
  }
}

function linesIn(text: string): number {
  const lines = Number(text)
  if (/^\d+$/.test(text) && lines <= mostLines) return lines
  throw new CabestanError('usage.value', { word: '--lines', value: text, choices: `0–${mostLines}`, help })
}

function sinceFor(text: string | undefined, now: number): number | null {
  const moment = text === undefined ? null : momentOf(text, now)
  if (text === undefined || moment !== null) return moment
  const choices = '30s, 10m, 2h, 3d, 2026-11-27, 2026-11-27 14:00'
  throw new CabestanError('usage.value', { word: '--since', value: text, choices, help })
}
