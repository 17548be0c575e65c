import { beforeEach, expect, it } from 'vitest'
import { readDrift } from './drift.ts'
import { readServices } from './facts/services.ts'
import { MemoryHost } from './host/memory.ts'
import { Claim, writeClaim } from './ledger/claims.ts'
import { makePlan } from './plan.ts'
import { databaseBytes } from './release/database/size.ts'
import { administer } from './steps/postgres-administrator.ts'

const claim = Claim.parse({
  ...{ app: 'shop', environment: 'production', login: 'deploy', at: 1 },
  steps: [
    { kind: 'group', reason: 'app.group', name: 'shop', system: true },
    { kind: 'postgres-role', reason: 'postgres.role', name: 'shop', settings: {} },
    { kind: 'postgres-database', reason: 'postgres.database', name: 'shop', owner: 'shop', encoding: 'UTF8' },
  ],
})
const empty = JSON.stringify({ roles: [], databases: [], fileSettings: [] })
let host: MemoryHost
let answer: { code?: number; stdout?: string }
beforeEach(() => {
  host = new MemoryHost()
    .program('setpriv', () => answer)
    .program('getent', () => ({ code: 2 }))
    .program('systemctl', (argv) => ({
      stdout: argv
        .slice(3)
        .map((unit) => {
          const isCluster = unit === 'postgresql@15-main.service'
          const isThere = isCluster || unit === 'postgresql.service' || unit === 'ssh.service'
          const active = isCluster ? 'failed' : 'active'
          const enabled = isCluster ? 'enabled-runtime' : 'enabled'
          return `Id=${unit}\nLoadState=${isThere ? 'loaded' : 'not-found'}\nActiveState=${active}\nUnitFileState=${enabled}`
        })
        .join('\n\n'),
    }))
  host.files.seed('/etc/group', 'root:x:0:\nshop:x:999:\n')
  host.files.seed('/etc/postgresql/15/main/postgresql.conf', 'port = 5432\n')
  host.files.seed('/usr/lib/postgresql/15/bin/postgres', '')
  host.files.seed('/var/lib/other', '')
  host.files.seed('/srv/shop/data/other.sqlite3', 'x'.repeat(12))
})

it('is nothing of a database server that is down: what is in it was not taken away by hand', async () => {
  answer = { code: 2 }
  expect(await readDrift(host, [claim])).toEqual({ drift: [], unjudged: [] })
  answer = { stdout: empty }
  expect((await readDrift(host, [claim])).drift.map(({ id }) => id)).toEqual([
    'postgres-role:shop',
    'postgres-database:shop',
  ])
})

it('and what cannot be judged is told beside the rest: a server of databases that was moved to another port', async () => {
  answer = { code: 2 }
  host.files.seed('/etc/postgresql/15/main/postgresql.conf', 'port = 5433\n')
  host.files.seed('/etc/group', 'root:x:0:\n')
  const server = { kind: 'postgres-server', reason: 'postgres.server', settings: {} }
  const { drift, unjudged } = await readDrift(host, [
    Claim.parse({ ...claim, steps: [server, ...claim.steps] }),
  ])
  expect(drift.map(({ id }) => id)).toEqual(['group:shop'])
  expect(unjudged).toMatchObject([
    { code: 'database.port', values: { port: '5433' }, step: 'postgres-server:server' },
  ])
})

it('and a plan says that it starts it, and not that somebody changed what is in it', async () => {
  answer = { code: 2 }
  await writeClaim(host, claim)
  const owner = { app: claim.app, environment: claim.environment }
  const plan = await makePlan(host, { owner, login: claim.login, steps: claim.steps })
  const start = [{ type: 'action', action: 'start', subject: 'postgresql@15-main.service' }]
  expect(plan.changes.filter(({ id }) => id.startsWith('postgres'))).toMatchObject([
    { id: 'postgres-role:shop', change: { items: start }, drift: false },
    { id: 'postgres-database:shop', change: { items: start }, drift: false },
  ])
})

it('and whoever changes something in it starts it first', async () => {
  const asked: string[] = []
  let runs = false
  host
    .program('setpriv', () => {
      asked.push('psql')
      return { code: runs ? 0 : 2 }
    })
    .program('systemctl', (argv) => {
      if (argv[1] === 'start') runs = true
      if (argv[1] !== 'show') asked.push(argv.slice(1).join(' '))
      return { stdout: 'Id=postgresql@15-main.service\nLoadState=loaded\nActiveState=active\n' }
    })
  await administer(host, 'SELECT 1')
  expect(asked).toEqual([
    'psql',
    'reset-failed postgresql@15-main.service',
    'start postgresql@15-main.service',
    'psql',
  ])
})

it('and where its package could make no cluster, as on a full disk, it is made', async () => {
  const bare = new MemoryHost().program('setpriv', () => ({}))
  bare.files.seedDirectory('/etc/postgresql')
  for (const version of ['9.6', '15']) bare.files.seed(`/usr/lib/postgresql/${version}/bin/postgres`, '')
  bare.program('pg_createcluster', ([, version, name]) => {
    bare.files.seed(`/etc/postgresql/${version}/${name}/postgresql.conf`, 'port = 5432\n')
    return {}
  })
  await administer(bare, 'SELECT 1')
  await administer(bare, 'SELECT 2')
  const made = bare.ran.filter(([program]) => program === 'pg_createcluster')
  expect(made).toEqual([['pg_createcluster', '15', 'main', '--locale', 'C.UTF-8', '--start']])
})

it('nor is a file beside taken for the database', async () => {
  answer = { code: 2 }
  expect(await databaseBytes(host, 'shop')).toBeNull()
  answer = { stdout: '' }
  expect(await databaseBytes(host, 'shop')).toBe(12)
  answer = { stdout: '8192\n' }
  expect(await databaseBytes(host, 'shop')).toBe(8192)
})

it('and the service is told by the cluster that holds it, not by the unit of them all', async () => {
  expect(
    (await readServices(host)).map(({ unit, active, enabled }) => `${unit} ${active} ${enabled}`),
  ).toEqual(['ssh.service active enabled', 'postgresql@15-main.service failed enabled'])
})

it('is told by the last run, where an application was deployed by an older Cabestan that wrote a file otherwise', async () => {
  const file = '/etc/systemd/system/supervisor.service.d/cabestan.conf'
  const saying = (app: string, at: number, content: string) => {
    const steps = [
      { kind: 'drop-in', reason: 'supervisor.unit', unit: 'supervisor.service', name: 'cabestan', content },
    ]
    return Claim.parse({ app, environment: 'production', login: 'deploy', at, steps })
  }
  host.files.seed(file, '[Service]\nNew=1\n')
  const [newer, older] = [saying('a', 2, '[Service]\nNew=1\n'), saying('b', 1, '[Service]\nOld=1\n')]
  for (const claims of [
    [newer, older],
    [older, newer],
  ])
    expect((await readDrift(host, claims)).drift).toEqual([])
})
