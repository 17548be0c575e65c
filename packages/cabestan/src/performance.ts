import { type Failure, toFailure } from '@cabestan/protocol/failures'
import type { CommanderError } from 'commander'
import { commandList } from './command-list.ts'
import { exitCodeOf } from './exit-code.ts'
import {
  type CommandModule,
  exitCodes,
  type Interruption,
  type Options,
  type Surroundings,
  type Typed,
} from './invocation.ts'
import { jsonReporter } from './report/json-reporter.ts'
import { peopleReporter } from './report/people-reporter.ts'
import { Declined, questionsFor } from './report/questions.ts'
import type { Reporter } from './report/reporter.ts'
import { usageFailure } from './report/usage.ts'
import { type Voice, voiceIn, widestSentence } from './report/voice.ts'

interface Performance {
  readonly typed: Typed
  readonly around: Surroundings
  readonly interruption: Interruption
}

/** Runs one command. Whatever it throws is reported in one place and becomes its exit code. */
export async function perform(module: CommandModule, performance: Performance): Promise<number> {
  const { typed, around, interruption } = performance
  const report = reporterFor(typed.options, around)
  listenForInterruption(report, interruption)
  tellWhatNobodyCaught(report, around)
  try {
    return await module.run({
      ...typed,
      directory: process.cwd(),
      environment: process.env,
      self: around.self,
      out: around.out,
      report,
      questions: questionsFor({
        voice: report.voice,
        possible: process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env['CI'],
        pausedFor: report.pausedFor,
        note: report.note,
      }),
      interruption,
    })
  } catch (thrown) {
    return tellEnd(thrown, report, around)
  } finally {
    report.close()
  }
}

/** The words of the command line itself were wrong. */
export function tellMisuse(error: CommanderError, own: readonly string[], around: Surroundings): number {
  const report = reporterFor({ json: own.includes('--json') }, around)
  tell(usageFailure(error, { own, commands: commandList.map(({ name }) => name) }), report, around)
  return exitCodes.wrongUse
}

function reporterFor(options: Options, { out, side, language }: Surroundings): Reporter {
  const { json, verbose = false, environment } = options
  const voice = ({ paint, columns }: typeof out): Voice => {
    const room = Math.max(40, columns())
    return { ...voiceIn(language, paint, Math.min(widestSentence, room), environment), room }
  }
  if (json) return jsonReporter(out, voice(out))
  const place = (screen: typeof out) => ({ screen, voice: voice(screen) })
  return peopleReporter({ out: place(out), side: place(side), verbose })
}

/** What was thrown before a command had begun. */
export function tellThrown(thrown: unknown, around: Surroundings): number {
  return tellEnd(thrown, reporterFor({}, around), around)
}

function tellEnd(thrown: unknown, report: Reporter, around: Surroundings): number {
  if (thrown instanceof Declined) {
    report.note(report.voice.words.questions.declined)
    return exitCodes.interrupted
  }
  const failure = toFailure(thrown)
  tell(failure, report, around)
  return exitCodeOf(failure)
}

/** If objects for programs cannot be written, people are told on standard error, the only place that is left. */
function tell(failure: Failure, report: Reporter, around: Surroundings): void {
  try {
    report.failure(null, failure)
  } catch {
    reporterFor({}, around).failure(null, failure)
  }
}

/** A defect of ours is reported like any other failure, wherever it occurs. */
function tellWhatNobodyCaught(report: Reporter, around: Surroundings): void {
  process.on('uncaughtException', (thrown) => {
    process.exit(tellEnd(thrown, report, around))
  })
}

/** The first Ctrl-C says what goes on without us and closes what is open; the second one ends at once. */
function listenForInterruption(report: Reporter, interruption: Interruption): void {
  let interrupted = false
  const stop = () => {
    if (interrupted) process.exit(exitCodes.interrupted)
    interrupted = true
    if (!interruption.silent) report.note(interruption.sentence || report.voice.words.progress.stopped)
    report.close()
    const closed = Promise.allSettled([...interruption.closing].map((close) => close()))
    const late = new Promise((resolve) => setTimeout(resolve, 1000))
    void Promise.race([closed, late]).then(() => process.exit(exitCodes.interrupted))
  }
  // The gate listened until now.
  process.removeAllListeners('SIGINT').on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
