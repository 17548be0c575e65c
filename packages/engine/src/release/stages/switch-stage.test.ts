import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { PendingServices } from '../../services/pending-services.ts'
import { nothingMade, type ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces, socketOf } from '../places.ts'
import { switchStage } from './switch-stage.ts'

const accessLog = '/var/log/nginx/shop.access.log'
const requests = (count: number, seconds: number, status = 200) =>
  `203.0.113.9 - - [28/Nov/2026:00:24:01 +0000] "GET / HTTP/1.1" ${status} 512 "-" "-" rt=${seconds} up="${status}" id=ab12\n`.repeat(
    count,
  )

/**
 * A live release in blue with the visitors in its log, and the visitors that the new release has while it is watched.
 */
function switching(before: string, since: string) {
  const places = placesOf('shop')
  const host = new MemoryHost()
  host.files.seed(accessLog, before)
  host.files.seedDirectory('/srv/shop')
  host.files.seed(
    '/proc/net/unix',
    `0: 00000002 00000000 00010000 0001 01 901 ${socketOf(places, 'green')}\n`,
  )
  host.site = () => ({ status: 200 })
  const sleep = host.clock.sleep
  host.clock.sleep = async (milliseconds) => {
    host.files.seed(accessLog, before + since)
    await sleep.call(host.clock, milliseconds)
  }
  const release = releasePlaces(places, '2-bbbbbbb')
  const order = {
    ...{ name: 'shop', steps: [] as ReleaseOrder['steps'] },
    web: { accessLog, workers: 2, firstWorkers: 2, growsAfter: 'drain' },
    probe: { host: 'shop.example', scheme: 'http', path: '/', watchSeconds: 5 },
  } as ReleaseOrder
  const notes: unknown[] = []
  const context = {
    ...{ host, places, release, order, colour: 'green', made: nothingMade() },
    owner: { app: 'shop', environment: 'production' },
    live: { colour: 'blue', places: releasePlaces(places, '1-aaaaaaa'), record: null },
    services: new PendingServices(host, () => {}),
    note: (code: string, values: unknown) => notes.push([code, values]),
    output: () => {},
  } as unknown as ReleaseContext
  return { context, notes }
}

describe('visitors of the new release', () => {
  it.each([
    ['wait much longer than before', requests(60, 0.2), requests(40, 4.5), { now: '4.5', before: '0.2' }],
    [
      'get more errors than before',
      requests(60, 0.2),
      requests(36, 0.2) + requests(4, 0.2, 500),
      { errors: '4', former: '0/60' },
    ],
  ])('who %s are given back to the one before', async (_, before, since, values) => {
    const { context } = switching(before, since)
    await expect(switchStage.run(context)).rejects.toMatchObject({
      failure: { code: 'switch.worse', values: { requests: '40', ...values } },
    })
  })

  it.each([
    ['wait as long as before, however long that is', requests(60, 3), requests(40, 4)],
    ['wait a little longer', requests(60, 0.01), requests(40, 0.9)],
    ['were few so far', requests(60, 0.2), requests(10, 9)],
    ['get the errors that they had', requests(60, 0.2, 500), requests(40, 0.2, 500)],
  ])('who %s stay', async (_, before, since) => {
    const { context, notes } = switching(before, since)
    expect(await switchStage.run(context)).toBe('done')
    expect(notes).toContainEqual(['watched', expect.anything()])
  })
})

describe('a page that takes long by nature', () => {
  const slow = (milliseconds: number) => (question: { timeoutMs: number }) =>
    question.timeoutMs < milliseconds ? { reason: 'timeout' } : { status: 200, milliseconds }

  it('is waited for as long as it took when it was proved: each worker is new at its first', async () => {
    const { context } = switching('', '')
    Object.assign(context.host, { site: slow(15_000) })
    context.made.pageMs = 14_000
    expect(await switchStage.run(context)).toBe('done')
  })

  it('is mute where it was quick before', async () => {
    const { context } = switching('', '')
    Object.assign(context.host, { site: slow(15_000) })
    context.made.pageMs = 200
    await expect(switchStage.run(context)).rejects.toMatchObject({ failure: { code: 'switch.died' } })
  })
})
