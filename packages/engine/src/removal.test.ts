import type { Step } from '@cabestan/protocol/steps'
import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from './host/memory.ts'
import { writeClaim } from './ledger/claims.ts'
import { readDeeds } from './ledger/deeds.ts'
import { performRemoval, planRemoval } from './removal.ts'
import { performAndRecord } from './removal-run.ts'

const owner = { app: 'shop', environment: 'production' }
const file = { owner: 'root', group: 'root', mode: '0755' }
const directory = (path: string): Step => ({ kind: 'directory', reason: 'app.directory', path, ...file })
const script: Step = {
  kind: 'file',
  reason: 'app.directory',
  path: '/srv/shop/bin/run',
  content: '',
  ...file,
}
let host: MemoryHost
beforeEach(async () => {
  host = new MemoryHost()
  host.files.seedDirectory('/var/lib')
  host.files.seed('/srv/shop/bin/run', '')
  host.files.seed('/srv/shop/media/cover.jpg', 'of a visitor')
  host.files.seedDirectory('/var/log/shop')
  const paths = ['/srv/shop', '/srv/shop/media', '/srv/shop/bin', '/var/log/shop']
  const steps = [...paths.map(directory), script]
  await writeClaim(host, { ...owner, login: 'deploy', at: 0, steps, release: [] })
})

const planned = (data: boolean) => planRemoval(host, { what: 'application', owner, data })

it('a directory in which people’s files are left is not said to go', async () => {
  const { goes, stays } = await planned(false)
  expect(goes).toEqual(['file:/srv/shop/bin/run', 'directory:/var/log/shop', 'directory:/srv/shop/bin'])
  expect([...stays].sort()).toEqual(['directory:/srv/shop', 'directory:/srv/shop/media'])
})

it('with its data it is', async () => {
  expect((await planned(true)).stays).toEqual([])
})

it('copies of its database are said to stay, also when nothing else is left of it', async () => {
  host.files.seed('/var/backups/shop/3-before-1a2b3c4.dump', '')
  expect((await planned(true)).stays).toEqual(['/var/backups/shop'])
})

it('with its data its logs go too: the next user may get the number of the one that owned them', async () => {
  const logs = ['/var/log/shop/site/failures.log', '/var/log/nginx/shop.access.log.1', '/run/shop/started']
  for (const path of [...logs, '/var/log/nginx/shop-staging.access.log']) host.files.seed(path, 'of visitors')
  expect((await planned(true)).stays).toEqual([])
  await performRemoval(host, { what: 'application', owner, data: true })
  expect(await Promise.all(logs.map((path) => host.files.readText(path)))).toEqual([null, null, null])
  expect(await host.files.list('/var/log/shop')).toBeNull()
  expect(await host.files.readText('/var/log/nginx/shop-staging.access.log')).toBe('of visitors')
})

it('is written down with whoever asked for it, also where it failed', async () => {
  const by = 'anna@atelier'
  const unknown = { app: 'blog', environment: 'production' }
  await expect(
    performAndRecord(host, { scope: { what: 'application', owner: unknown, data: true }, by }),
  ).rejects.toThrow()
  await host.clock.sleep(1000)
  await performAndRecord(host, { scope: { what: 'application', owner, data: false }, by })
  expect(await readDeeds(host)).toMatchObject([
    { what: 'removed', owner, by, outcome: 'done' },
    { what: 'removed-with-data', owner: unknown, by, outcome: 'failed' },
  ])
})

it('nothing is live afterwards, so that the same commit can come back', async () => {
  host.files.seedLink('/srv/shop/live', 'colours/blue')
  await performRemoval(host, { what: 'application', owner, data: false })
  expect(await host.files.readLink('/srv/shop/live')).toBeNull()
  expect(await host.files.readText('/srv/shop/media/cover.jpg')).toBe('of a visitor')
})

it('the group of its user goes with the user, and not before', async () => {
  const user = { shell: '/usr/sbin/nologin', home: '/srv/shop', groups: [] }
  const steps: Step[] = [
    { kind: 'group', reason: 'app.group', name: 'shop', system: true },
    { kind: 'user', reason: 'app.user', name: 'shop', system: true, ...user },
  ]
  await writeClaim(host, { ...owner, login: 'deploy', at: 0, steps, release: [] })
  expect((await planned(false)).stays).toEqual(['group:shop', 'user:shop'])
  expect((await planned(true)).goes).toEqual(['user:shop', 'group:shop', '/srv/shop'])
})

it('its programs have ended before the user goes that they run as', async () => {
  host.program('python3', () => ({}))
  host.program('systemctl', () => ({
    stdout: 'MainPID=71\nNRestarts=0\nActiveState=active\nUnitFileState=enabled\n',
  }))
  host.program('supervisorctl', ([, verb]) => ({
    stdout: verb === 'reread' ? 'shop-blue: disappeared\n' : '',
  }))
  host.program('userdel', () => ({}))
  host.files.seed('/run/supervisor.sock', '')
  host.files.seed('/usr/bin/supervisord', '')
  host.files.seed('/etc/supervisor/conf.d/shop-blue.conf', '[program:shop-blue]\n')
  host.files.seed('/etc/passwd', 'root:x:0:0::/root:/bin/bash\nshop:x:990:990::/srv/shop:/usr/sbin/nologin\n')
  host.files.seed('/etc/group', 'root:x:0:\nshop:x:990:\n')
  host.files.seed('/etc/shadow', 'shop:*:19000::::::\n')
  const shell = '/usr/sbin/nologin'
  const steps: Step[] = [
    { kind: 'user', reason: 'app.user', name: 'shop', system: true, shell, home: '/srv/shop', groups: [] },
    {
      kind: 'supervisor-program',
      reason: 'app.programs',
      name: 'shop-blue',
      content: '[program:shop-blue]\n',
    },
  ]
  await writeClaim(host, { ...owner, login: 'deploy', at: 0, steps, release: [] })
  await performRemoval(host, { what: 'application', owner, data: true })
  const ran = host.ran.map((argv) => argv.slice(0, 3).join(' '))
  expect(ran).toContain('supervisorctl update shop-blue')
  expect(ran.indexOf('userdel shop')).toBeGreaterThan(ran.indexOf('supervisorctl update shop-blue'))
})
