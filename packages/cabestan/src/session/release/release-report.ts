import type { Invocation } from '../../invocation.ts'
import type { Prepared } from './release-plan.ts'

/** What would become of each server: its plan, and the release that it would get. */
export function showPrepared(
  prepared: readonly Prepared[],
  { options, report }: Invocation,
  { whole = options.verbose === true } = {},
): void {
  const style = { whole, why: options.why === true }
  for (const { visit, plan, release } of prepared) {
    report.idle(visit.server)
    report.plan(visit.server, plan, style)
    if (release) report.announce(visit.server, release.announcement, style)
  }
  if (prepared.length > 0 && prepared.every(({ release }) => release === null))
    report.note(report.voice.words.arrival.serverOnly)
}
