import type { ReleaseRecord } from '@cabestan/protocol/releases'
import type { RunSummary } from '@cabestan/protocol/runs'
import { duration } from './text/duration.ts'
import { fill, fillCounted } from './text/sentence.ts'
import type { Voice } from './voice.ts'

/** How a release ended, in one or two lines. */
export function releaseEndLines(run: RunSummary & { release: ReleaseRecord }, voice: Voice): string[] {
  const { release: record, task, failure } = run
  const { words, paint, language } = voice
  const { arrival: release } = words
  const time = duration((run.finishedAt ?? run.startedAt) - run.startedAt, language)
  const values = { number: record.number, time, former: run.live ?? undefined }
  if (failure) return [paint.red(fill(failedWords(run, voice), values))]
  const sentence = {
    deploy: release.live,
    rollback: release.back,
    restart: release.restarted,
    scale: release.live,
  }[task]
  return [`${paint.green(fill(sentence, values))} ${lostWords(record, voice)}`]
}

function failedWords(
  { release: { number, verdict }, live, failure, task }: RunSummary & { release: ReleaseRecord },
  { words: { arrival } }: Voice,
): string {
  // Where the visitors are is what counts: on a full disk nothing more was written down, and a former release was good
  // before.
  if (live === number) return task === 'restart' ? arrival.restartFailed : arrival.liveAndFailed
  if (live === null || live === undefined) return arrival.failedFirst
  const reached = verdict === 'withdrawn' || failure?.code.startsWith('switch.')
  return reached ? arrival.withdrawn : arrival.failed
}

function lostWords({ requests, lost }: ReleaseRecord, { words: { arrival: release } }: Voice): string {
  if (!requests) return release.noRequest
  return fillCounted(release.lost, requests, { lost: lost ?? 0 })
}
