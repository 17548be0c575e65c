import type { Event } from '@cabestan/protocol/events'
import type { RunSummary } from '@cabestan/protocol/runs'
import { broughtBackLines, firstStepLines, proofLines } from './arrival-view.ts'
import type { Counted } from './catalogue/sentence.ts'
import { diffLines } from './diff-lines.ts'
import { failureLines } from './failure-view.ts'
import { findingsLines } from './findings-view.ts'
import { underHeadOf } from './first-file.ts'
import { RunView } from './live/run-view.ts'
import { LogView } from './log-view.ts'
import { overlayLines } from './overlay-view.ts'
import { planLines } from './plan-view.ts'
import { connectionWords, sandboxWords } from './progress-words.ts'
import { readingLines } from './reading-view.ts'
import { releaseEndLines } from './release-end-view.ts'
import { announcementLines, isUnwell } from './release-view.ts'
import { removalLines } from './removal-view.ts'
import type { Reporter } from './reporter.ts'
import type { Screen } from './screen.ts'
import { statusLines } from './status-view.ts'
import { diagnosisLines, sandboxLines } from './tables.ts'
import { dateAndTime, duration } from './text/duration.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { broken, wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

interface Place {
  readonly screen: Screen
  readonly voice: Voice
}

export interface PeopleOptions {
  /** Results that were asked for: a plan, a status. Kept clean, so that they can be piped. */
  readonly out: Place
  /** What happens meanwhile, and what goes wrong. */
  readonly side: Place
  readonly verbose: boolean
}

export function peopleReporter({ out, side, verbose }: PeopleOptions): Reporter {
  const view = new RunView({ ...side, verbose })
  const logs = new LogView(out.voice)
  let about = ''
  // Servers whose live release was reported as unwell before the question; the run would report the same again.
  const unwell = new Set<string>()
  // What comes next of the same server needs no second title.
  let headed: string | null = null
  // The view must not draw over a result, nor be left unfinished by one.
  const tell = (lines: readonly string[], server?: string) => {
    const { bold, cyan } = out.voice.paint
    const title = server === undefined || server === headed ? [] : [bold(`${about} → ${cyan(server)}`), '']
    const head = server === undefined ? [] : [...view.gap(), ...title]
    headed = server ?? headed
    view.aside(() => out.screen.write(`${[...head, ...lines].join('\n').trimEnd()}\n`))
  }
  // Diffs and logs are excluded, because their spaces have a meaning.
  const tellBroken = (lines: readonly string[], server?: string) => {
    const { screen } = out
    tell(screen.live ? lines.flatMap((line) => broken(line, screen.columns())) : lines, server)
  }
  return {
    voice: side.voice,
    expect: ({ app, environment, servers }) => {
      view.many = servers.length > 1
      about = `${app} (${environment})`
    },
    connection: (server, event) => view.doing(server, connectionWords(event, side.voice)),
    sandbox: (server, event) =>
      view.doing(server, sandboxWords(event, side.voice), 'line' in event ? event.line : undefined),
    looking: (server) => view.doing(server, side.voice.words.progress.looking),
    event: (server, event) => {
      if (!(unwell.has(server) && isOfUnwell(event))) view.happened(server, event)
    },
    log: (server, line) => view.aside(() => out.screen.write(`${logs.line(server, line, view.many)}\n`)),
    result: (server, value, lines) => tellBroken(lines(value, out.voice), server),
    joined: (server, { run, by, at, task = 'deploy' }) => {
      const { words, language, paint } = side.voice
      view.say(server, [
        paint.dim(fill(words.progress.joined[task], { run, by, when: dateAndTime(at, language) })),
      ])
    },
    idle: (server) => view.done(server),
    plan: (server, plan, style) => tell(planLines(plan, out.voice, style), server),
    announce: (server, announcement, style) => {
      if (isUnwell(announcement.probe)) unwell.add(server)
      tellBroken(announcementLines(announcement, out.voice, style))
    },
    run: (server, run) => view.say(server, runLine(run, side.voice)),
    broughtBack: (server, files) => view.say(server, broughtBackLines(files, side.voice)),
    firstSteps: (server, steps) => view.say(server, firstStepLines(steps, side.voice)),
    proof: (server, proof, told) => view.say(server, proofLines(proof, told, side.voice)),
    status: (server, status) => tellBroken(statusLines(status, out.voice), server),
    removal: (server, plan, done) => tellBroken(removalLines({ plan, done }, out.voice, verbose), server),
    sandboxes: (sandboxes, how) => tell(sandboxLines(sandboxes, how, out.voice)),
    reading: () => view.say(null, [side.voice.paint.dim(`${side.voice.words.project.looking} …`)]),
    project: (reading) => tell(readingLines(reading, out.voice)),
    findings: (findings) => tellBroken(['', ...findingsLines(findings, out.voice, verbose)]),
    overlay: (overlay) => tell(overlayLines(overlay, out.voice)),
    draft: ({ before, after }) => tell(['', ...draftLines({ before, after }, out.voice)]),
    diagnosis: (file, content) => tell(diagnosisLines(file, content, out.voice)),
    failure: (server, failure) =>
      view.say(null, [
        ...view.gap(),
        ...failureLines(failure, side.voice, (view.many && server) || undefined),
      ]),
    note: (sentence) =>
      view.say(
        null,
        sentence
          .split('\n')
          .flatMap((line) => wrap(line, side.voice.columns))
          .map(side.voice.paint.sentence),
      ),
    pausedFor: (question) => view.pausedFor(question),
    close: () => view.close(),
  }
}

function isOfUnwell(event: Event): boolean {
  return event.type === 'notice' && (event.code === 'former.unhealthy' || event.code === 'former.silent')
}

/** A shorter time would be shown as `0.0 s`. */
const shortest = 100

/** How a run ended, in one line. */
function runLine(run: RunSummary, voice: Voice): string[] {
  if (run.release) return releaseEndLines({ ...run, release: run.release }, voice)
  const { progress } = voice.words
  const milliseconds = (run.finishedAt ?? run.startedAt) - run.startedAt
  const time = duration(milliseconds, voice.language)
  const counted = (counts: Counted, nothing: string) =>
    fillCounted(run.changed === 0 ? { one: nothing, other: nothing } : counts, run.changed, { time })
  if (run.task !== 'deploy' && run.outcome === 'done') {
    return [voice.paint.green(fill(progress.doneTask, { time }))]
  }
  if (run.outcome === 'done') return [voice.paint.green(counted(progress.done, progress.doneNothing))]
  const nothing = milliseconds < shortest ? progress.failedAtOnce : progress.failedNothing
  return [voice.paint.red(counted(progress.failed, nothing))]
}

/** The head of the file repeats what was just told. */
function draftLines({ before, after }: { before: string | null; after: string }, voice: Voice): string[] {
  if (before === null) return diffLines({ before, after: after.slice(after.indexOf('\n\n') + 2) }, voice)
  const carried = underHeadOf(after, before)
  if (carried === null) return diffLines({ before, after }, voice)
  return [
    voice.paint.green(`+ ${voice.words.project.draft.headAnew}`),
    ...diffLines({ before: carried, after }, voice),
  ]
}
