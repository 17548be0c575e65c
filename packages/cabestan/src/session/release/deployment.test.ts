import type { Event } from '@cabestan/protocol/events'
import type { RunSummary } from '@cabestan/protocol/runs'
import { expect, it } from 'vitest'
import { voiceIn } from '../../report/voice.ts'
import type { Visit } from '../servers/site.ts'
import { runTask } from './deployment.ts'

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
