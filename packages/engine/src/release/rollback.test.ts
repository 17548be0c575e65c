import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { releaseRecord } from '../ledger/release-record.fixture.ts'
import { writeRelease } from '../ledger/releases.ts'
import { planRollback } from './rollback.ts'

const owner = { app: 'shop', environment: 'production' }
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seedDirectory('/var/lib')
  host.files.seedLink('/srv/shop/live', 'colours/blue')
})

const made = async (number: number, more: Partial<ReleaseRecord> = {}) => {
  const directory = `${number}-aaaaaaa`
  await writeRelease(host, 'shop', releaseRecord(number, more))
  host.files.seed(`/srv/shop/releases/${directory}/release.json`, '{}')
  host.files.seedLink('/srv/shop/colours/blue/release', `../../releases/${directory}`)
}
const target = async () => (await planRollback(host, owner)).to.number

describe('the release before', () => {
  it('is the one that was live before, whatever failed since', async () => {
    await made(1)
    await made(2, { verdict: 'failed' })
    await made(3, { former: 1 })
    expect(await target()).toBe(1)
  })

  it('is not one that somebody went back from', async () => {
    await made(1)
    await made(2)
    await made(3, { former: 1 })
    expect(await target()).toBe(1)
  })

  it('is the last good one where the former has gone', async () => {
    await made(1)
    await made(2)
    await made(3, { former: 1 })
    await host.files.remove('/srv/shop/releases/1-aaaaaaa')
    expect(await target()).toBe(2)
  })

  it('is none where nothing was live before', async () => {
    await made(1)
    await expect(target()).rejects.toMatchObject({ failure: { code: 'rollback.unknown' } })
  })
})
