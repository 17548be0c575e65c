import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { releaseRecord } from '../../ledger/release-record.fixture.ts'
import { writeRelease } from '../../ledger/releases.ts'
import { placesOf } from '../places.ts'
import { keepFormer } from './former.ts'

let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seedDirectory('/var/lib')
  host.files.seedDirectory('/srv/shop')
})

async function released(number: number, verdict: 'good' | 'failed' = 'good'): Promise<void> {
  await writeRelease(host, 'shop', { ...releaseRecord(number), verdict })
  host.files.seed(`/srv/shop/releases/${number}-aaaaaaa/release.json`, '{}')
}

async function former(): Promise<Record<string, string | null>> {
  await keepFormer({ host, places: placesOf('shop') })
  const names = (await host.files.list('/srv/shop/former')) ?? []
  const targets = names.map(async (name) => [name, await host.files.readLink(`/srv/shop/former/${name}`)])
  return Object.fromEntries(await Promise.all(targets))
}

describe('what pages of before may still ask for', () => {
  it('is of each release that visitors had and that is still there, the newest first', async () => {
    for (const number of [1, 2, 4]) await released(number)
    await released(3, 'failed')
    expect(await former()).toEqual({
      1: '../releases/4-aaaaaaa',
      2: '../releases/2-aaaaaaa',
      3: '../releases/1-aaaaaaa',
    })
  })

  it('is no more than is there', async () => {
    for (const number of [1, 2]) await released(number)
    await former()
    await host.files.remove('/srv/shop/releases/1-aaaaaaa')
    expect(await former()).toEqual({ 1: '../releases/2-aaaaaaa' })
  })

  it('is nothing before the first', async () => {
    expect(await former()).toEqual({})
  })
})
