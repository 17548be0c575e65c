import type { Event, EventOf } from '@cabestan/protocol/events'
import { stepLabel } from '../step-label.ts'
import { fill } from '../text/sentence.ts'
import { harmless } from '../text/text-width.ts'
import type { Voice } from '../voice.ts'
import { afterReleaseEvent } from './release-turn.ts'
import {
  beginning,
  doing,
  doneLine,
  ended,
  type Listening,
  quiet,
  type RunState,
  skippedLines,
  type Turn,
  tick,
  withOutput,
} from './run-state.ts'

/** How an event of the engine changes what is shown. */
export function afterEvent(state: RunState, event: Event, listening: Listening): Turn {
  const { voice, now, verbose } = listening
  const { progress } = voice.words
  switch (event.type) {
    case 'step-started':
      return quiet({ ...beginning(stepLabel(event.id, voice), now, state.task), place: place(event, voice) })
    case 'output':
      return {
        state: withOutput(state, event.line),
        said: verbose ? [voice.paint.dim(`  ${harmless(event.line)}`)] : [],
      }
    case 'waiting':
      return quiet(doing(state, fill(progress.waiting[event.what], { holder: harmless(event.holder) }), now))
    case 'step-done':
      return { state: ended(state, now), said: stepDone(event, listening) }
    case 'step-failed':
      return { state, said: [`${voice.paint.red('✗')} ${stepLabel(event.id, voice)}`] }
    case 'service-settled':
      return { state, said: [tick(fill(progress.settled[event.action], { service: event.service }), voice)] }
    case 'guard-armed':
      return quiet(doing(state, fill(progress.proving, { login: event.login }), now))
    case 'guard-disarmed':
      return { state, said: [tick(progress.proved, voice)] }
    case 'guard-restored':
      return { state, said: [`${voice.paint.yellow('!')} ${progress.restored}`] }
    case 'run-started':
      return quiet({ ...doing(state, progress.starting, now), task: event.task ?? 'deploy' })
    case 'release-started':
    case 'stage-started':
    case 'stage-done':
    case 'stage-failed':
    case 'stage-undone':
    case 'notice':
    case 'release-finished':
    case 'log':
      return afterReleaseEvent(state, event, listening)
    case 'run-finished':
      return quiet(state)
  }
}

function place({ index, total }: { index: number; total: number }, voice: Voice): string {
  return fill(voice.words.progress.place, { index: index + 1, total })
}

function stepDone({ id, outcome, milliseconds }: EventOf<'step-done'>, listening: Listening): string[] {
  const { voice } = listening
  const what = stepLabel(id, voice)
  if (outcome === 'unchanged') return skippedLines(what, listening)
  const label = outcome === 'removed' ? fill(voice.words.progress.removed, { what }) : what
  return [doneLine({ label, milliseconds }, voice)]
}
