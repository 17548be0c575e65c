import type { Step } from '@cabestan/protocol/steps'
import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from './host/memory.ts'
import { Claim, writeClaim } from './ledger/claims.ts'
import { makePlan } from './plan.ts'

const owner = { app: 'shop', environment: 'production' }
const described = { owner, login: 'deploy', steps: [] }
const site = (content: string): Step => ({
  ...{ kind: 'nginx-site', reason: 'app.site', name: 'shop', enabled: true },
  content,
})
const cron: Step = {
  ...{ kind: 'file', reason: 'app.schedule', path: '/etc/cron.d/shop', content: '' },
  ...{ owner: 'root', group: 'root', mode: '0644' },
}
const path = '/etc/nginx/sites-available/shop'

let host: MemoryHost
beforeEach(async () => {
  host = new MemoryHost().program('systemctl', () => ({ stdout: 'running' }))
  host.files.seed(path, 'server {}\n')
  host.files.seedDirectory('/etc/nginx/sites-enabled')
  host.files.seedDirectory('/var/lib')
  await host.files.link('/etc/nginx/sites-enabled/shop', path)
  const claim = Claim.parse({ ...owner, login: 'deploy', at: 1, steps: [], release: [site('server {}\n')] })
  await writeClaim(host, claim)
})

const planOf = (release: Step[]) => makePlan(host, { ...described, release })

it('shows what a release would change of nginx, of supervisor and of cron', async () => {
  const { changes, checked } = await planOf([site('server { listen 80; }\n')])
  const text = { type: 'text', path, before: 'server {}\n', after: 'server { listen 80; }\n' }
  expect(changes).toMatchObject([{ id: 'nginx-site:shop', drift: false, change: { items: [text] } }])
  expect(checked).toBe(1)
})

it('and what somebody changed of it by hand', async () => {
  expect((await planOf([site('server {}\n')])).changes).toEqual([])
  host.files.seed(path, 'server { return 444; }\n')
  expect((await planOf([site('server {}\n')])).changes).toMatchObject([{ drift: true }])
})

it('and what goes with the release before, which stays where only the server is looked at', async () => {
  expect((await planOf([cron])).removals.map(({ id }) => id)).toEqual(['nginx-site:shop'])
  const { changes, removals } = await makePlan(host, described)
  expect([...changes, ...removals]).toEqual([])
})
