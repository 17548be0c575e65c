import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { LiveRelease, ReleaseContext } from '../context.ts'
import { placesOf } from '../places.ts'
import { rest, wake } from './rest.ts'

const places = placesOf('shop')
const mark = '/run/shop/resting-beat'
const live = {} as LiveRelease

function contextWith(availableMegabytes: number, standing: LiveRelease | null = live) {
  const host = new MemoryHost().program('supervisorctl', () => ({}))
  host.files.seed('/proc/meminfo', `MemAvailable: ${availableMegabytes * 1024} kB\n`)
  host.files.seedDirectory('/run/shop')
  host.files.seed('/etc/group', 'root:x:0:\nshop:x:999:\n')
  host.files.seed('/etc/passwd', 'root:x:0:0::/root:/bin/sh\n')
  const programs = [
    { name: 'worker', program: 'shop-worker', count: 1, stopSeconds: 600 },
    { name: 'beat', program: 'shop-beat', count: 1, stopSeconds: 30, rests: true },
  ]
  const order = { name: 'shop', programs } as unknown as ReleaseOrder
  return { host, context: { host, places, order, live: standing } as unknown as ReleaseContext }
}

it('sends away what loses nothing by it, and only that, where memory is short', async () => {
  const { host, context } = contextWith(249)
  await rest(context)
  expect(host.ran).toEqual([['supervisorctl', 'signal', 'TERM', 'shop-beat:*']])
  expect(await host.files.stat(mark)).not.toBeNull()
  await wake(context)
  expect(await host.files.stat(mark)).toBeNull()
})

it.each([
  ['there is room', contextWith(250)],
  ['nothing is live', contextWith(100, null)],
])('leaves all at their work where %s', async (_, { host, context }) => {
  await rest(context)
  expect(host.ran).toEqual([])
  expect(await host.files.stat(mark)).toBeNull()
})
