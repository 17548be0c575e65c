import type { Event, EventOf } from '@cabestan/protocol/events'
import { duration } from '../text/duration.ts'
import { fill } from '../text/sentence.ts'
import { harmless } from '../text/text-width.ts'
import { doing, type Listening, quiet, type RunState, type Turn, tick } from './run-state.ts'

type ReleaseEvent = Extract<Event, { type: `release-${string}` | `stage-${string}` | 'notice' | 'log' }>

/** What an event of a release changes in the picture. */
export function afterReleaseEvent(state: RunState, event: ReleaseEvent, listening: Listening): Turn {
  const { voice, now } = listening
  switch (event.type) {
    case 'stage-started':
      return quiet(doing(state, voice.words.stages[event.stage], now))
    case 'stage-done':
      return { state, said: stageDone(event, listening) }
    case 'stage-failed':
      return { state, said: [`${voice.paint.red('✗')} ${voice.words.stages[event.stage]}`] }
    case 'stage-undone':
      return quiet(state)
    case 'notice':
      return { state, said: [notice(event, listening)] }
    case 'log':
      return { state, said: [harmless(event.line)] }
    case 'release-started':
    case 'release-finished':
      return quiet(state)
  }
}

function stageDone({ stage, skipped, milliseconds }: EventOf<'stage-done'>, listening: Listening): string[] {
  const { voice, verbose } = listening
  const { paint, words } = voice
  if (skipped) return verbose ? [paint.dim(`· ${words.stages[stage]}`)] : []
  const time = milliseconds >= 1000 ? ` ${paint.dim(duration(milliseconds, voice.language))}` : ''
  return [`${tick(words.stages[stage], voice)}${time}`]
}

function notice({ code, values }: EventOf<'notice'>, { voice }: Listening): string {
  const plain = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, harmless(value)]))
  return voice.paint.dim(`  ${fill(voice.words.notices[code], plain)}`)
}
