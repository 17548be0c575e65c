import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { releaseRecord } from '../ledger/release-record.fixture.ts'
import { writeRelease } from '../ledger/releases.ts'
import { keepFingerprint } from './build/fingerprint.ts'
import { placesOf, releasePlaces } from './places.ts'
import { order } from './release-order.fixture.ts'
import { planRollback, rollBack } from './rollback.ts'

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

describe('the names of the site', () => {
  const named = (number: number, names: string) => {
    const content = `server {\n    server_name ${names};\n}\n`
    const steps = [{ kind: 'nginx-site', reason: 'app.site', name: 'shop', content, enabled: true }]
    host.files.seed(`/srv/shop/releases/${number}-aaaaaaa/release.json`, JSON.stringify({ ...order, steps }))
  }
  beforeEach(async () => {
    await made(1)
    await made(2, { former: 1 })
  })

  it('go back with it, which is told beforehand', async () => {
    named(1, 'old.example')
    named(2, 'new.example www.new.example')
    const names = { again: ['old.example'], gone: ['new.example', 'www.new.example'] }
    expect(await planRollback(host, owner)).toMatchObject({ names })
    named(1, 'new.example www.new.example')
    expect(await planRollback(host, owner)).toMatchObject({ names: { again: [], gone: [] } })
  })

  it('may be another site’s by now: it is not gone back to, before anybody is asked', async () => {
    named(1, 'old.example')
    named(2, 'new.example')
    host.files.seed('/etc/nginx/sites-enabled/blog', 'server {\n    server_name old.example;\n}\n')
    await expect(planRollback(host, owner)).rejects.toMatchObject({
      failure: { code: 'release.domain-taken', values: { name: 'old.example', site: 'blog' } },
    })
  })
})

it('is not gone back to where its Python went with an upgrade, and nothing is touched', async () => {
  const drop = { name: 'shop.0002_drop', safe: false, reversible: true }
  await made(1)
  await made(2, { migrations: [drop] })
  host.program('find', () => ({ stdout: '' }))
  host.files.seed('/srv/shop/releases/1-aaaaaaa/release.json', JSON.stringify(order))
  host.files.seed('/srv/shop/releases/1-aaaaaaa/venv/complete', '3.11.2\n\n')
  host.files.seedLink('/srv/shop/releases/1-aaaaaaa/venv/bin/python', '/usr/bin/python3.11')
  await keepFingerprint(host, releasePlaces(placesOf('shop'), '1-aaaaaaa'))
  const back = () => rollBack({ owner, to: 1, database: 'reverse' }, { host, emit: () => {} })
  await expect(back()).rejects.toMatchObject({
    failure: {
      code: 'release.python-lost',
      values: { number: '1', python: '3.11', commit: 'aaaaaaa' },
    },
  })
  expect((await planRollback(host, owner)).migrations).toEqual([drop])
  host.files.seed('/usr/bin/python3.11', '')
  await expect(back()).rejects.not.toMatchObject({ failure: { code: 'release.python-lost' } })
})
