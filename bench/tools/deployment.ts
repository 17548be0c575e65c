import type { Event } from '@cabestan/protocol/events'
import { cabestan, eventsIn } from '../../tests/harness/command-line.ts'

/** One run of the command line as its own events tell it. Times are seconds from the command's start. */
export interface Deployment {
  readonly seconds: number
  readonly toSwitch: number
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
  readonly events: readonly Event[]
}

export async function deployment(directory: string, ...words: string[]): Promise<Deployment> {
  const began = Date.now()
  const ended = await cabestan([...words, '--yes', '--json'], { directory })
  const seconds = (Date.now() - began) / 1000
  if (ended.code !== 0)
    throw new Error(`cabestan ${words.join(' ')}: ${ended.code}\n${ended.output.slice(-3000)}`)
  const events = eventsIn(ended.stdout)
  const switched = events.find((event) => event.type === 'notice' && event.code === 'switched')
  return {
    seconds,
    toSwitch: switched ? (switched.at - began) / 1000 : Number.NaN,
    stages: events.flatMap((event) =>
      event.type === 'stage-done' ? [{ stage: event.stage, seconds: event.milliseconds / 1000 }] : [],
    ),
    events,
  }
}

/** Where the time went, with the longest stages first and without those below 50 ms. */
export function profile({ stages, seconds }: Deployment): string {
  const told = stages.filter((each) => each.seconds >= 0.05).sort((one, other) => other.seconds - one.seconds)
  const inStages = stages.reduce((sum, each) => sum + each.seconds, 0)
  const words = told.map((each) => `${each.stage} ${each.seconds.toFixed(2)}`)
  return [...words, `beside the stages ${(seconds - inStages).toFixed(2)}`].join(', ')
}
