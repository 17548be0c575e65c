import { ReleaseOrder } from '@cabestan/protocol/orders'
import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { stillWanted } from './still-wanted.ts'

const site = '/etc/nginx/conf.d/shop.conf'
const commit = { id: 'a'.repeat(40), subject: 'work', author: 'Anna', at: 1 }
const order = ReleaseOrder.parse({
  commit,
  ...{ ref: 'main', name: 'shop', package: 'cabestan_shop', files: [], environment: {}, needed: [] },
  source: { parts: [{ path: '', commit: commit.id }], large: [], directories: [], repository: null },
  venv: {
    ...{ python: '3.11', requirements: [], beside: [], constraints: [], buildConstraints: [] },
    ...{ complete: false, hashed: false, indexes: [], local: [] },
  },
  build: { frontEnd: null, sentFiles: false, static: false, compress: false, translations: false },
  database: {
    ...{ type: 'none', file: null, seed: null, makeMigrations: [], skipsChecks: true, allowUnsafe: false },
    ...{ maintenance: false, lockSeconds: 5, migrateSeconds: 600, fixtures: [] },
  },
  web: {
    ...{ programs: { blue: 'shop-blue', green: 'shop-green' }, workers: 1, firstWorkers: 1 },
    ...{ stopSeconds: 30, drainSeconds: 10, accessLog: '/var/log/nginx/shop.log' },
  },
  programs: [],
  steps: [
    {
      ...{ kind: 'file', reason: 'app.directory', path: site, content: 'server {}\n' },
      ...{ owner: 'root', group: 'root', mode: '0644' },
    },
  ],
  probe: { host: 'shop.example', scheme: 'http', path: '/', known: true, seconds: 30, watchSeconds: 0 },
  hooks: { after: null, notifyCommand: null, notifyAddress: null },
  keep: 5,
})

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
