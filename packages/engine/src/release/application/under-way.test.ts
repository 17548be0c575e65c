import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { isUnderWay } from './under-way.ts'

const run = '20260101-000000-abcd'
const shop = { app: 'disquaire', environment: 'production' }
const unfinished = [{ verdict: 'good' }, { verdict: 'unfinished' }] as const
const request = {
  run,
  by: 'marc',
  startedAt: 1,
  whenBusy: 'refuse',
  work: { task: 'restart', owner: shop, processes: [] },
}
let host: MemoryHost
let locked: boolean
beforeEach(() => {
  locked = true
  host = new MemoryHost().program('flock', () => ({ code: locked ? 75 : 0 }))
  host.files.seedDirectory(`/var/lib/cabestan/runs/${run}`)
  host.files.seed('/var/lib/cabestan/lock-holder.json', JSON.stringify({ by: 'marc', run, since: 0 }))
  host.files.seed(`/var/lib/cabestan/runs/${run}/request.json`, JSON.stringify(request))
})

it('an unfinished release is being made while a run of its application holds the server', async () => {
  expect(await isUnderWay(host, shop, unfinished)).toBe(true)
})

it('was cut off where nobody holds it, or a run of another application does', async () => {
  expect(await isUnderWay(host, { ...shop, environment: 'staging' }, unfinished)).toBe(false)
  locked = false
  expect(await isUnderWay(host, shop, unfinished)).toBe(false)
})

it('asks nothing where nothing is unfinished', async () => {
  expect(await isUnderWay(host, shop, [{ verdict: 'good' }])).toBe(false)
  expect(host.ran).toEqual([])
})
