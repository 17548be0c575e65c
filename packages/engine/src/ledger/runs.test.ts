import type { Event } from '@cabestan/protocol/events'
import { describe, expect, it } from 'vitest'
import { newRunId, RunRequest, summarize } from './runs.ts'

const request: RunRequest = {
  run: '20261120-101112-00ff',
  by: 'celine@laptop',
  startedAt: 1000,
  whenBusy: 'refuse',
  work: {
    task: 'deploy',
    description: { owner: { app: 'essai', environment: 'production' }, login: 'deploy', steps: [] },
  },
}
const done = (outcome: 'changed' | 'unchanged'): Event => ({
  type: 'step-done',
  at: 1,
  id: 'x',
  outcome,
  milliseconds: 1,
})

describe('a run', () => {
  it('is named by its time, so that names sort', () => {
    const early = newRunId(Date.UTC(2026, 10, 20, 9, 0, 0), () => 0.999)
    const late = newRunId(Date.UTC(2026, 10, 20, 10, 0, 0), () => 0)
    expect(early).toBe('20261120-090000-ffbe')
    expect(early < late).toBe(true)
    expect(RunRequest.shape.run.safeParse(late).success).toBe(true)
  })

  it('is summed up from its journal', () => {
    const failure = { code: 'disk.full', values: {} } as const
    const finished: Event = {
      type: 'run-finished',
      at: 9,
      run: request.run,
      outcome: 'failed',
      changed: 2,
      milliseconds: 5,
      failure,
    }
    expect(summarize(request, [done('changed'), finished], false)).toMatchObject({
      outcome: 'failed',
      changed: 2,
      failure,
      finishedAt: 9,
    })
  })

  it('is running while its unit is, and interrupted when that is gone without a last word', () => {
    expect(summarize(request, [done('changed'), done('unchanged')], true)).toMatchObject({
      outcome: 'running',
      changed: 1,
      finishedAt: null,
    })
    expect(summarize(request, [done('changed')], false)).toMatchObject({
      outcome: 'interrupted',
      failure: { code: 'engine.killed', values: {} },
    })
  })

  it('that was interrupted leaves the maintenance page that it had put up, until it has switched', () => {
    const notice = (code: 'maintenance.on' | 'maintenance.off' | 'switched'): Event => ({
      ...{ type: 'notice', at: 1, stage: 'database', code, values: {} },
    })
    const left = (...codes: Parameters<typeof notice>[0][]) =>
      summarize(request, [done('changed'), ...codes.map(notice)], false).failure?.values
    expect(left('maintenance.on')).toEqual({ page: 'maintenance' })
    expect(left('maintenance.on', 'maintenance.off')).toEqual({})
    expect(left('maintenance.on', 'switched')).toEqual({})
  })
})
