import type { Event } from '@cabestan/protocol/events'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from './host/memory.ts'
import { startRun } from './start-run.ts'

const former = '20260101-000000-abcd'
const finished = { type: 'run-finished', at: 1, run: former, outcome: 'done', changed: 0, milliseconds: 1 }
const request: Parameters<typeof startRun>[0] = {
  by: 'celine@atelier',
  whenBusy: 'refuse',
  work: { task: 'restart', owner: { app: 'disquaire', environment: 'production' }, processes: [] },
}
let host: MemoryHost
let looks: number
beforeEach(() => {
  looks = 0
  host = new MemoryHost().program('systemd-run', () => ({}))
  host.files.seedDirectory('/var/lib/cabestan/runs')
  host.files.seed('/var/lib/cabestan/lock-holder.json', JSON.stringify({ by: 'marc', run: former, since: 0 }))
})

/** Somebody holds the lock for this many looks at it. */
const lockedFor = (held: number) =>
  host.program('flock', () => {
    looks += 1
    return { code: looks <= held ? 75 : 0 }
  })
const start = (more: object = {}) => {
  const events: Event[] = []
  return startRun({ ...request, ...more }, { host, onEvent: (event) => void events.push(event) }).then(
    () => events,
  )
}
const started = () => host.ran.filter(([program]) => program === 'systemd-run').length

describe('while another run holds the lock', () => {
  it('a new one is refused with the name of who holds it, or waits as asked', async () => {
    lockedFor(1000)
    await expect(start()).rejects.toMatchObject({
      failure: { code: 'run.busy', values: { by: 'marc', run: former, wanted: 'other' } },
    })
    expect(started()).toBe(0)
    // Only a deploy has the option `--wait`.
    await expect(start({ work: { task: 'deploy' } })).rejects.toMatchObject({
      failure: { values: { wanted: 'deploy' } },
    })
    expect(await start({ whenBusy: 'wait' })).toMatchObject([{ type: 'waiting', holder: 'marc' }])
    expect(started()).toBe(1)
  })

  it('one that has said its last word is given the moment that it needs to end', async () => {
    host.files.seed(`/var/lib/cabestan/runs/${former}/events.jsonl`, `${JSON.stringify(finished)}\n`)
    lockedFor(3)
    expect(await start()).toEqual([])
    expect(started()).toBe(1)
  })

  it('and no more than that', async () => {
    host.files.seed(`/var/lib/cabestan/runs/${former}/events.jsonl`, `${JSON.stringify(finished)}\n`)
    lockedFor(100_000)
    await expect(start()).rejects.toMatchObject({ failure: { code: 'run.busy' } })
  })
})
