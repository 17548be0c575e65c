import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { writeClaim } from '../../ledger/claims.ts'
import { releaseRecord } from '../../ledger/release-record.fixture.ts'
import { writeRelease } from '../../ledger/releases.ts'
import { keepRemains } from '../../ledger/remains.ts'
import { otherApplications } from './others.ts'

let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seedDirectory('/var/lib')
})
const production = (app: string) => ({ app, environment: 'production' })
const claim = (app: string) =>
  writeClaim(host, { ...production(app), login: 'deploy', at: 0, steps: [], release: [] })
const others = async () => (await otherApplications(host, production('shop'))).map((each) => each.owner.app)

it('applications of before that have released something are found, also one of which only its data stayed', async () => {
  for (const app of ['shop', 'blog', 'forum']) await claim(app)
  await keepRemains(host, production('attic'), [])
  await keepRemains(host, production('blog'), [])
  for (const app of ['shop', 'blog', 'attic']) await writeRelease(host, app, releaseRecord(1))
  await writeRelease(host, 'forum', releaseRecord(1, { verdict: 'failed' }))
  await writeRelease(host, 'blog', releaseRecord(2, { verdict: 'failed' }))
  expect(await others()).toEqual(['blog', 'attic'])
  expect((await otherApplications(host, production('shop')))[0]?.release.number).toBe(1)
})

it('a server without any has none', async () => {
  expect(await others()).toEqual([])
})
