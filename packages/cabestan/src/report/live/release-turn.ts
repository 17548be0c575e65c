import type { Event, EventOf, NoticeCode } from '@cabestan/protocol/events'
import type { ReleaseStage } from '@cabestan/protocol/releases'
import { waitingTime } from '../text/duration.ts'
import { fill } from '../text/sentence.ts'
import { size } from '../text/size.ts'
import { harmless } from '../text/text-width.ts'
import type { Voice } from '../voice.ts'
import {
  doing,
  doneLine,
  ended,
  type Listening,
  quiet,
  type RunState,
  skippedLines,
  type Turn,
  withOutput,
} from './run-state.ts'

type ReleaseEvent = Extract<Event, { type: `release-${string}` | `stage-${string}` | 'notice' | 'log' }>

/** How an event of a release changes what is shown. */
export function afterReleaseEvent(state: RunState, event: ReleaseEvent, listening: Listening): Turn {
  const { voice, now } = listening
  switch (event.type) {
    case 'stage-started':
      return quiet({ ...doing(state, stageWords(event.stage, state, voice), now), place: '' })
    case 'stage-done':
      return { state: ended(state, now), said: stageDone(event, state, listening) }
    case 'stage-failed':
      return { state, said: [`${voice.paint.red('✗')} ${stageWords(event.stage, state, voice)}`] }
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

/** A restart and a rollback build nothing, so there is no new release to speak of. */
function stageWords(stage: ReleaseStage, { task }: RunState, { words }: Voice): string {
  const own = task === 'rollback' || task === 'restart' ? words.changeOver[task][stage] : undefined
  return own ?? words.stages[stage]
}

function stageDone(
  { stage, skipped, milliseconds }: EventOf<'stage-done'>,
  state: RunState,
  listening: Listening,
): string[] {
  const label = stageWords(stage, state, listening.voice)
  return skipped ? skippedLines(label, listening) : [doneLine({ label, milliseconds }, listening.voice)]
}

/** Each migration gets a line where there are a few; a first release has dozens. */
const fewMigrations = 8

function afterNotice(state: RunState, event: EventOf<'notice'>, listening: Listening): Turn {
  const { code, values } = event
  // Visitors have the same release as before.
  if (code === 'switched' && state.task === 'restart') return quiet(state)
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
  const told = { ...plain, ...measured(values, voice) }
  const sentence = fill(voice.words.notices[code], told)
  return worrying.has(code) ? `${voice.paint.yellow('!')} ${sentence}` : voice.paint.dim(`  ${sentence}`)
}

/** These stop nothing, but somebody should look at them, so they must stand out from the lines of what went well. */
const worrying: ReadonlySet<NoticeCode> = new Set([
  'check.warning',
  'migrations.warning',
  'migrations.unmade',
  'snapshot.none',
  'snapshot.left',
  'drain.cut',
  'process.killed',
  'process.fallen',
  'maintenance.stays',
  'prune.kept-for-disk',
  'hook.failed',
  'former.unhealthy',
  'former.silent',
])

function measured({ bytes, milliseconds }: EventOf<'notice'>['values'], { language }: Voice) {
  return {
    ...(bytes === undefined ? {} : { size: size(Number(bytes), language) }),
    ...(milliseconds === undefined ? {} : { time: waitingTime(Number(milliseconds), language) }),
  }
}
