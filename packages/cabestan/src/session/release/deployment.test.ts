import type { Event } from '@cabestan/protocol/events'
import type { RunSummary } from '@cabestan/protocol/runs'
import { expect, it } from 'vitest'
import { voiceIn } from '../../report/voice.ts'
import type { Visit } from '../servers/site.ts'
import { follow, runTask } from './deployment.ts'

it('is said to go on alone only once the server has said that it has begun', async () => {
  const voice = voiceIn('en')
  const interruption = { sentence: '', silent: false, closing: new Set() }
  const told: string[] = []
  const call = async (_task: string, _params: object, onEvent: (event: Event) => void) => {
    told.push(interruption.sentence)
    onEvent({ type: 'run-started' } as Event)
    told.push(interruption.sentence)
    return { outcome: 'done' } as RunSummary
  }
  const report = { voice, event() {}, idle() {}, run() {} }
  const site = { invocation: { interruption, report } }
  await runTask({ site, engine: { call }, server: 'web1' } as unknown as Visit, 'restart', {
    ...{ owner: { app: 'shop', environment: 'production' }, processes: [] },
  })
  expect(told).toEqual([voice.words.progress.unsure, voice.words.progress.detached])
})

it('is not taken for one that is under way when it had ended before somebody joined it', async () => {
  const note = async (finished: number) => {
    const notes: string[] = []
    const call = async (_: string, __: object, onEvent: (event: Event) => void) => {
      onEvent({ type: 'run-finished', at: Date.now() + 3_600_000 + finished } as Event)
      return { outcome: 'done' } as RunSummary
    }
    const said = { joined() {}, event() {}, idle() {}, run() {}, note: (text: string) => notes.push(text) }
    const interruption = { sentence: '', silent: false, closing: new Set() }
    const site = { invocation: { interruption, report: { ...said, voice: voiceIn('en') } } }
    // The server's clock is an hour ahead.
    const engine = { call, clockOffsetSeconds: 3600 }
    await follow({ site, engine, server: 'web1' } as unknown as Visit, () => {})
    return notes
  }
  expect(await note(-780_000)).toEqual([
    'Nothing is under way: this was the last run, which had ended 13 min 00 s before.',
  ])
  expect(await note(20_000)).toEqual([])
})
