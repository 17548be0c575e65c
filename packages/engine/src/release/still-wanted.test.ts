import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { order, site } from './release-order.fixture.ts'
import { stillWanted } from './still-wanted.ts'

let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost().program('supervisorctl', () => ({ stdout: '' }))
  host.files.seed('/srv/shop/releases/1-aaaaaaa/release.json', JSON.stringify(order))
  host.files.seedLink('/srv/shop/live', 'colours/blue')
  host.files.seedLink('/srv/shop/colours/blue/release', '../../releases/1-aaaaaaa')
  host.files.seed(site, 'server {}\n')
})

const owner = { app: 'shop', environment: 'production' }
async function isWanted(): Promise<boolean> {
  const description = { owner, login: 'deploy', steps: [] }
  const work = { task: 'deploy', description, release: order, upload: undefined } as const
  return (await stillWanted(work, { host, emit: () => {} })).release !== undefined
}

it('a release that came live meanwhile is not made twice', async () => {
  expect(await isWanted()).toBe(false)
})

it('unless somebody changed by hand what it has on the server', async () => {
  host.files.seed(site, 'server { listen 81; }\n')
  expect(await isWanted()).toBe(true)
})
