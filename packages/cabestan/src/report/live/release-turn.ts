import type { Event, EventOf } from '@cabestan/protocol/events'
import { duration } from '../text/duration.ts'
import { fill } from '../text/sentence.ts'
import { size } from '../text/size.ts'
import { harmless } from '../text/text-width.ts'
import { doing, type Listening, quiet, type RunState, type Turn, tick, withOutput } from './run-state.ts'

type ReleaseEvent = Extract<Event, { type: `release-${string}` | `stage-${string}` | 'notice' | 'log' }>

/** What an event of a release changes in the picture. */
export function afterReleaseEvent(state: RunState, event: ReleaseEvent, listening: Listening): Turn {
  const { voice, now } = listening
  switch (event.type) {
    case 'stage-started':
      return quiet({ ...doing(state, voice.words.stages[event.stage], now), place: '' })
    case 'stage-done':
      return { state, said: stageDone(event, listening) }
    case 'stage-failed':
      return { state, said: [`${voice.paint.red('✗')} ${voice.words.stages[event.stage]}`] }
    case 'stage-undone':
      return quiet(state)
    case 'notice':
      return afterNotice(state, event, listening)
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

/** Each migration is worth a line where there are a few; a first release has dozens. */
const fewMigrations = 8

function afterNotice(state: RunState, event: EventOf<'notice'>, listening: Listening): Turn {
  const { code, values } = event
  const line = notice(event, listening)
  if (listening.verbose) return { state, said: [line] }
  if (code === 'migrations.pending' && countOf(values['names']) > fewMigrations) {
    const { voice } = listening
    const count = countOf(values['names'])
    const said = fill(voice.words.arrival.manyMigrations, { count })
    return { state: { ...state, place: said }, said: [voice.paint.dim(`  ${said}`)] }
  }
  if (code === 'migration.applied' && state.place !== '') return quiet(withOutput(state, line))
  return { state, said: [line] }
}

function countOf(names = ''): number {
  return names.split(', ').length
}

function notice({ code, values }: EventOf<'notice'>, { voice }: Listening): string {
  const plain = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, harmless(value)]))
  const known =
    values['bytes'] === undefined ? plain : { ...plain, size: size(Number(values['bytes']), voice.language) }
  return voice.paint.dim(`  ${fill(voice.words.notices[code], known)}`)
}
