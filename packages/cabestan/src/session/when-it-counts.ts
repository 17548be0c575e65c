import type { Result } from '@cabestan/protocol/messages'
import { fill } from '../report/text/sentence.ts'
import { commandFor } from './next-command.ts'
import type { Site } from './servers/site.ts'

/** A variable changes today's file and not the live release: it takes effect with the next one. */
export function tellWhenItCounts(
  keys: Result<'environment'>['keys'],
  { configuration, invocation: { report } }: Site,
): void {
  if (!keys.some(({ pending }) => pending !== null)) return
  report.note(
    fill(report.voice.words.environment.byRelease, { command: commandFor('deploy', configuration) }),
  )
}

/**
 * `check` and CI ask no server. Unless cabestan.yaml names the variable, they go on asking for what was just given.
 */
export function tellWhatChecksMiss(
  keys: readonly string[],
  { configuration, invocation: { report } }: Site,
): void {
  const { secrets: named } = configuration.project
  const untold = keys.filter((key) => !named.includes(key))
  if (untold.length === 0) return
  const secrets = [...named, ...untold].join(', ')
  report.note(fill(report.voice.words.environment.forChecks, { secrets }))
}
