import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { ReleaseContext } from '../context.ts'
import { placesOf, socketOf } from '../places.ts'
import { untilUnused } from './drain.ts'

const places = placesOf('shop')
const listening = `0000: 00000002 00000000 00010000 0001 01 901 ${socketOf(places, 'blue')}`
const connection = `0000: 00000003 00000000 00000000 0001 03 902 ${socketOf(places, 'blue')}`
const other = `0000: 00000003 00000000 00000000 0001 03 903 ${socketOf(places, 'green')}`

function drain(host: MemoryHost) {
  const order = { web: { drainSeconds: 8 } }
  return untilUnused({ host, order, places } as unknown as ReleaseContext, 'blue')
}

function server(...lines: readonly string[]) {
  const host = new MemoryHost()
  host.files.seed('/proc/net/unix', `${lines.join('\n')}\n`)
  return host
}

it('whoever holds a connection open, as a WebSocket does, is waited for as long as is told, and counted', async () => {
  const host = server(listening, connection, connection, other)
  const began = host.clock.now()
  expect(await drain(host)).toBe(2)
  expect((host.clock.now() - began) / 1000).toBeCloseTo(8, 0)
})

it('one that is closed is waited for no longer', async () => {
  const host = server(listening, connection)
  const began = host.clock.now()
  const sleep = host.clock.sleep
  host.clock.sleep = async (milliseconds) => {
    if (host.clock.now() - began > 3000) host.files.seed('/proc/net/unix', `${listening}\n${other}\n`)
    await sleep.call(host.clock, milliseconds)
  }
  expect(await drain(host)).toBe(0)
  expect(host.clock.now() - began).toBeLessThan(4000)
})
